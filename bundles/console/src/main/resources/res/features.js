'use strict';

(() => {
    const {make, say, keep, cells, moment, plural, button, post} = patchbay;
    const element = id => document.getElementById(id);
    const mostBytes = 64 * 1024 * 1024;
    const table = element('features');
    let chosen = null;

    function tell(text, bad) {
        say(element('outcome'), text, 'statline ' + (bad ? 'ui-state-error' : 'ui-state-highlight'));
    }

    /* What a version can be told to do, given all versions of its feature. */
    function actions(version, all) {
        const has = state => all.some(other => other.state === state);
        const before = all.some(other => other !== version && ['DRAINING', 'STANDBY', 'CURRENT'].includes(other.state));
        switch (version.state) {
            case 'CURRENT': return [...(before && !has('CANARY') ? ['rollback', 'canary'] : []), ...(has('DRAINING') ? ['takeover'] : [])];
            case 'CANARY': return ['promote', 'canary', 'rollback'];
            case 'WAITING': return ['takeover'];
            default: return [];
        }
    }

    const words = {rollback: 'Roll back', promote: 'Use for all calls', takeover: 'Take calls over', canary: 'Canary ...'};

    async function act(version, action, more) {
        const waits = version.state === 'WAITING';
        if (waits && !confirm('Exchange ' + version.name + ' now? Calls that are up may end.')) return;
        tell('Asking ' + version.name + ' ...', false);
        try {
            tell((await post({action, feature: version.feature, ...more})).message, false);
        } catch (e) {
            tell('Nothing was changed: ' + e.message.replace(/\.$/, '') + '.', true);
        }
        refresh();
    }

    function canaryForm(version, close) {
        const form = make('form', 'canary');
        const percent = make('input', 'short');
        percent.type = 'number';
        percent.min = 0;
        percent.max = 100;
        percent.required = true;
        percent.value = version.canary ? version.canary.percent : 10;
        const users = make('input');
        users.placeholder = 'numbers, such as 1001, 1002';
        users.value = version.canary ? version.canary.users.join(', ') : '';
        const share = make('label', '', 'Try version ' + version.version + ' with ');
        share.append(percent, ' % of new calls');
        const also = make('label', '', 'and all calls of ');
        also.append(users);
        const buttons = make('span', 'buttons');
        const set = make('button', 'ui-button ui-corner-all ui-widget', 'Set');
        set.type = 'submit';
        buttons.append(set, button('Cancel', close));
        form.append(share, also, buttons);
        form.addEventListener('submit', event => {
            event.preventDefault();
            close();
            act(version, 'canary', {percent: percent.value, users: users.value});
        });
        return form;
    }

    function newVersion() {
        const row = cells(make('tr'), ['value name', 'value version', 'state', 'number', 'number', 'act'],
            ['', 'Version', 'State', 'Calls', 'Since']);
        row.cells[2].append(make('div', 'value'), make('div', 'reason value'));
        return row;
    }

    function toggleCanary(row, version) {
        const open = row.cells[2].querySelector('form');
        if (open) open.remove();
        else row.cells[2].append(canaryForm(version, () => row.cells[2].querySelector('form').remove()));
    }

    const tones = {CURRENT: 'good', CANARY: 'good', REFUSED: 'warn', ROLLED_BACK: 'warn'};

    function showVersion(row, version, all, first) {
        say(row.cells[0], first ? version.name : '');
        row.cells[0].title = version.feature || version.file;
        say(row.cells[1], version.version);
        row.cells[1].title = version.file || 'came with the server';
        const [state, reason] = row.cells[2].children;
        say(state, version.said, 'value ' + (tones[version.state] || ''));
        say(reason, version.reason);
        say(row.cells[3], version.state === 'REFUSED' ? '' : String(version.calls));
        say(row.cells[4], moment(version.since));
        row.classList.toggle('continued', !first);
        const wanted = actions(version, all);
        row.version = version;
        keep(row.cells[5], wanted, action => button('', () => action === 'canary'
            ? toggleCanary(row, row.version) : act(row.version, action)))
            .forEach((each, i) => say(each, version.state === 'WAITING' ? 'Exchange now' : words[wanted[i]]));
    }

    function show(list) {
        const groups = new Map();
        list.versions.forEach(version => {
            const key = version.feature || version.file;
            groups.set(key, [...(groups.get(key) || []), version]);
        });
        table.tHead.dataset.key = '';
        keep(table, ['', ...groups.keys()].map(key => key && 'feature ' + key), () => make('tbody', 'call')).slice(1).forEach((body, g) => {
            const all = [...groups.values()][g];
            keep(body, all.map(each => each.version + ' ' + each.file), newVersion)
                .forEach((row, i) => showVersion(row, all[i], all, i === 0));
        });
        table.classList.toggle('ui-helper-hidden', list.versions.length === 0);
        element('empty').classList.toggle('ui-helper-hidden', !list.running || list.versions.length > 0);
        headline(list, groups.size);
    }

    function headline(list, features) {
        if (!list.running) {
            say(element('headline'), 'The module that replaces features is not running. Calls and features go on; nothing can be replaced.',
                'statline ui-state-error');
            return;
        }
        const calls = list.versions.filter(each => each.state === 'DRAINING').reduce((sum, each) => sum + each.calls, 0);
        const refused = list.versions.filter(each => each.state === 'REFUSED').length;
        say(element('headline'), (features ? plural(features, 'feature or module', 'features and modules') + '. ' : 'Nothing is deployed. ')
            + (calls ? plural(calls, 'call is', 'calls are') + ' still on an earlier version. ' : '')
            + (refused ? plural(refused, 'version was', 'versions were') + ' refused. ' : ''), 'statline ui-state-highlight');
    }

    function choose(file) {
        chosen = file || null;
        const large = chosen && chosen.size > mostBytes;
        const wrong = chosen && !/\.(jar|zip)$/.test(chosen.name);
        say(element('chosen'), chosen ? chosen.name + ' (' + Math.ceil(chosen.size / 1024).toLocaleString('en') + ' kB)'
            : 'Drop a jar or zip here, or choose one');
        element('deploy').disabled = !chosen || large || wrong;
        if (large) tell(chosen.name + ' is larger than 64 MB, so it can\'t be deployed.', true);
        else if (wrong) tell(chosen.name + ' is neither a .jar nor a .zip.', true);
        else say(element('outcome'), '', 'statline ui-helper-hidden');
    }

    async function deploy(event) {
        event.preventDefault();
        element('deploy').disabled = true;
        tell('Sending ' + chosen.name + ', and waiting until it is checked and started ...', false);
        try {
            const address = '?' + new URLSearchParams({deploy: chosen.name, percent: element('percent').value});
            const answer = await patchbay.ask(address, {method: 'POST', body: chosen, headers: {'Content-Type': 'application/octet-stream'}});
            element('upload').reset();
            choose(null);
            tell(answer.message + '.', answer.versions.some(each => each.state === 'REFUSED'));
        } catch (e) {
            element('deploy').disabled = false;
            tell('Not deployed: ' + e.message.replace(/\.$/, '') + '. What was in use before still is.', true);
        }
        refresh();
    }

    const drop = element('drop');
    ['dragenter', 'dragover'].forEach(name => drop.addEventListener(name, event => {
        event.preventDefault();
        drop.classList.add('over');
    }));
    ['dragleave', 'drop'].forEach(name => drop.addEventListener(name, () => drop.classList.remove('over')));
    drop.addEventListener('drop', event => {
        event.preventDefault();
        choose(event.dataTransfer.files[0]);
    });
    element('file').addEventListener('change', event => choose(event.target.files[0]));
    element('upload').addEventListener('submit', deploy);
    const refresh = patchbay.poll('/features.json', 1000, show);
})();
