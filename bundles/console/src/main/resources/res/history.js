'use strict';

(() => {
    const {make, say, keep, cells, moment, plural, button, post} = patchbay;
    const element = id => document.getElementById(id);
    const table = element('files');
    const open = new Set();

    function tell(text, bad) {
        say(element('outcome'), text, 'statline ' + (bad ? 'ui-state-error' : 'ui-state-highlight'));
    }

    async function change(fields) {
        try {
            tell((await post(fields)).message, false);
        } catch (e) {
            tell(e.message, true);
        }
        refresh();
    }

    function newFile(file) {
        const body = make('tbody', 'call');
        const row = cells(make('tr', 'first'), ['value name', 'value', 'number', 'act'], ['', 'Holds', 'Since']);
        row.cells[3].append(button('Undo', () => change({undo: file})), button('Generations', () => {
            if (!open.delete(file)) open.add(file);
            refresh();
        }));
        body.append(row);
        return body;
    }

    const marks = {added: '+', removed: '-', same: ' ', gap: '\u22ef'};

    async function showChange(row, file, id) {
        const box = row.cells[0].querySelector('.diff');
        if (box.firstChild) {
            box.replaceChildren();
            return;
        }
        try {
            const change = await patchbay.ask('/change.json?' + new URLSearchParams({file, id}));
            const lines = change.lines.map(line => make('div', line.kind, marks[line.kind] + ' ' + line.text));
            if (change.before === null) lines.unshift(make('div', 'gap', 'The first that is known.'));
            if (change.unseen > 0) lines.push(make('div', 'gap', plural(change.unseen, 'more line is', 'more lines are') + ' not shown.'));
            box.replaceChildren(...(lines.length ? lines : [make('div', 'gap', 'No line differs.')]));
        } catch (e) {
            box.replaceChildren(make('div', 'gap', e.message));
        }
    }

    function newGeneration(file, id) {
        const row = cells(make('tr', 'leg'), ['value']);
        row.cells[0].colSpan = 4;
        const head = make('div', 'generation');
        const restore = button('Restore', () => change({restore: file, id}));
        head.append(make('span', 'value when'), make('code', '', id), make('span', 'value quiet'),
            button('What changed', () => showChange(row, file, id)), restore);
        row.cells[0].append(head, make('pre', 'diff'));
        return row;
    }

    function showFile(body, {file, generations}) {
        const [newest] = generations;
        const row = body.rows[0];
        say(row.cells[0], file);
        say(row.cells[1], newest.current ? newest.id : 'deleted, or too large', newest.current ? 'value' : 'value warn');
        say(row.cells[2], moment(newest.since));
        const [undo, more] = row.cells[3].children;
        undo.disabled = newest.current && generations.length === 1;
        undo.title = undo.disabled ? 'Nothing is known from before' : 'Give the file back what it held before';
        say(more, open.has(file) ? 'Hide' : plural(generations.length, 'generation', 'generations'));
        row.dataset.key = '';
        const shown = open.has(file) ? generations : [];
        keep(body, ['', ...shown.map(each => each.id)], id => newGeneration(file, id)).slice(1).forEach((line, i) => {
            const [when, , state, , restore] = line.cells[0].firstChild.children;
            say(when, moment(shown[i].since));
            say(state, shown[i].current ? 'what the file holds' : '');
            restore.classList.toggle('ui-helper-hidden', shown[i].current);
        });
    }

    function show(list) {
        const files = [...list.files].sort((a, b) => b.generations[0].since - a.generations[0].since || a.file.localeCompare(b.file));
        table.tHead.dataset.key = '';
        keep(table, ['', ...files.map(each => each.file)], newFile).slice(1).forEach((body, i) => showFile(body, files[i]));
        table.classList.toggle('ui-helper-hidden', files.length === 0);
        element('empty').classList.toggle('ui-helper-hidden', !list.running || files.length > 0);
        say(element('headline'), list.running
            ? 'The last 20 contents of each file are kept. Undo gives a file back what it held before; undoing again gives the later content back.'
            : 'The module that keeps the history of files is not running.',
            'statline ' + (list.running ? 'ui-state-highlight' : 'ui-state-error'));
    }

    const refresh = patchbay.poll('/history.json', 2000, show);
})();
