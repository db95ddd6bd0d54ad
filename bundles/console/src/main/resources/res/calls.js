'use strict';

(() => {
    const {make, say, keep, cells, duration, span, count, plural, clock, button, post} = patchbay;
    const table = document.getElementById('calls');
    const started = new Map();
    let ahead = 0; // the server's clock minus ours

    function newCall(id) {
        const body = make('tbody', 'call');
        const row = cells(make('tr', 'first'), ['value name', 'value', 'value', 'value', 'number', 'number', 'act'],
            ['', 'Dialled', 'Activity', 'Where', 'Started', 'Duration']);
        row.cells[0].append(make('span', 'value'), make('span', 'value quiet'));
        const press = button('Hang up', () => hangUp(id, body, press));
        row.lastChild.append(press);
        body.append(row);
        return body;
    }

    async function hangUp(id, body, press) {
        press.disabled = true;
        body.classList.add('ending');
        try {
            await post({hangup: id});
        } catch (e) {
            say(document.getElementById('trouble'), 'Not hung up: ' + e.message, 'statline ui-state-error');
            body.classList.remove('ending');
            press.disabled = false;
        }
        refresh();
    }

    function source(leg) {
        if (leg.direct) return 'sound goes directly between the phones' + (leg.signalled ? ', this one at ' + leg.signalled : '');
        if (!leg.source) return leg.signalled ? 'no sound yet, expected from ' + leg.signalled : 'no sound yet';
        const moved = leg.signalled && leg.signalled !== leg.source ? ' (announced ' + leg.signalled + ')' : '';
        const silent = leg.up && leg.silentSeconds >= 5 ? ', silent for ' + duration(leg.silentSeconds) : '';
        return 'sound from ' + leg.source + moved + silent;
    }

    function quality(way, sound) {
        if (!sound) return '';
        return ', ' + way + ' ' + sound.lossPercent + ' % lost, jitter ' + sound.jitterMillis + ' ms, MOS ' + sound.mos.toFixed(1);
    }

    function newLeg() {
        const row = cells(make('tr', 'leg'), ['value', 'quiet', 'value', 'number']);
        row.cells[1].colSpan = 2;
        row.cells[3].colSpan = 3;
        return row;
    }

    function showLeg(row, leg) {
        say(row.cells[0], '\u21b3 ' + (leg.party || leg.channel));
        row.title = leg.channel;
        say(row.cells[1], leg.up ? 'connected' : 'not answered yet');
        say(row.cells[2], leg.verdicts.length ? leg.verdicts.join('; ') : source(leg), leg.verdicts.length ? 'value bad' : 'value');
        const refused = leg.refused > 0 ? ', refused ' + count(leg.refused) : '';
        say(row.cells[3], 'packets in ' + count(leg.received) + ', out ' + count(leg.sent) + refused
            + (leg.codec ? '; ' + leg.codec : '') + quality('in', leg.in) + quality('out', leg.out)
            + (leg.roundTripMillis === null ? '' : ', round trip ' + leg.roundTripMillis + ' ms'));
    }

    function showCall(body, call) {
        const row = body.rows[0];
        row.title = 'Call ' + call.id;
        const [name, number] = row.cells[0].children;
        say(name, call.callerName || call.caller);
        say(number, call.callerName && call.callerName !== call.caller ? ' ' + call.caller : '');
        say(row.cells[1], call.dialled);
        say(row.cells[2], call.activity, call.answered === null ? 'value' : 'value good');
        say(row.cells[3], call.place ? call.place.context + ' \u203a ' + call.place.extension + ', step ' + call.place.step : '');
        say(row.cells[4], clock(call.started));
        const keys = ['', ...call.legs.map(leg => leg.channel)];
        row.dataset.key = '';
        keep(body, keys, newLeg).slice(1).forEach((legRow, i) => showLeg(legRow, call.legs[i]));
    }

    function tick() {
        const now = Date.now() + ahead;
        for (const body of table.tBodies) {
            say(body.rows[0].cells[5], duration((now - started.get(body.dataset.key)) / 1000));
        }
    }

    function show(list) {
        ahead = list.now - Date.now();
        started.clear();
        list.calls.forEach(call => started.set(call.id, call.started));
        const head = table.tHead;
        head.dataset.key = '';
        keep(table, ['', ...list.calls.map(call => call.id)], newCall).slice(1)
            .forEach((body, i) => showCall(body, list.calls[i]));
        tick();
        head.classList.toggle('ui-helper-hidden', list.calls.length === 0);
        say(document.getElementById('empty'), list.running ? 'No calls. Dial 9196 for the echo test.' : '',
            list.running && list.calls.length + list.unseen === 0 ? 'empty' : 'empty ui-helper-hidden');
        headline(list);
    }

    function headline(list) {
        const line = document.getElementById('headline');
        if (!list.running) {
            say(line, 'The call module is not running, so there are no calls. The start page says more.',
                'statline ui-state-error');
            return;
        }
        const more = list.unseen > 0 ? ' ' + plural(list.unseen, 'call is', 'calls are') + ' not shown.' : '';
        say(line, plural(list.calls.length + list.unseen, 'call', 'calls') + ' up. Since the start: '
            + count(list.offered) + ' came in, ' + count(list.answered) + ' answered, ' + count(list.cleared) + ' ended.' + more, 'statline ui-state-highlight');
    }

    async function end(id, press) {
        press.disabled = true;
        try {
            await post({end: id});
        } catch (e) {
            say(document.getElementById('trouble'), 'Not ended: ' + e.message, 'statline ui-state-error');
            press.disabled = false;
        }
        refreshStuck();
        refresh();
    }

    function newStuck(call) {
        const row = cells(make('tr'), ['', 'act']);
        const stack = make('details');
        stack.append(make('summary', '', 'Where it is'), make('pre', 'stack'));
        row.cells[0].append(make('div', 'value warn'), make('div', 'value'), stack);
        const press = button('End call', () => end(call, press));
        row.cells[1].append(press);
        return row;
    }

    function showStuck({now, stuck}) {
        document.getElementById('stuckbox').className = stuck.length ? 'files' : 'ui-helper-hidden';
        keep(document.getElementById('stuck'), stuck.map(run => run.call), newStuck).forEach((row, i) => {
            const run = stuck[i];
            const [name, doing, stack] = row.cells[0].children;
            say(name, run.application + ' of ' + run.feature + ' ' + run.version + ', stuck for ' + span((now - run.since) / 1000));
            say(doing, 'Call ' + run.call + ': ' + run.doing);
            say(stack.lastChild, run.stack.join('\n'));
        });
    }

    const refreshStuck = patchbay.poll('/stuck.json', 2000, showStuck);
    const refresh = patchbay.poll('/calls.json', 1000, show);
    setInterval(tick, 1000);
})();
