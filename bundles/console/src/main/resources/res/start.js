'use strict';

(() => {
    const {make, say, keep, count, plural, duration, span, clock} = patchbay;
    const element = id => document.getElementById(id);
    const away = 'not running';

    function facts(id, pairs) {
        const rows = keep(element(id), pairs.map(pair => pair[0]), () => {
            const row = make('tr');
            row.append(make('td'), make('td', 'value'));
            return row;
        });
        rows.forEach((row, i) => {
            say(row.cells[0], pairs[i][0]);
            say(row.cells[1], String(pairs[i][1]), pairs[i][2] ? 'value ' + pairs[i][2] : 'value');
        });
    }

    function files(list) {
        element('filebox').className = list.length ? 'files' : 'ui-helper-hidden';
        const rows = keep(element('files'), list.map(file => file.path), () => {
            const row = make('tr');
            const text = make('td');
            text.append(make('div', 'value warn'), make('div', 'value'));
            row.append(make('td', 'value name'), text);
            return row;
        });
        rows.forEach((row, i) => {
            const {path, entries, loaded, generation, refusal} = list[i];
            say(row.cells[0], path);
            const force = loaded === null ? 'Nothing is in force.'
                : plural(entries, 'entry is', 'entries are') + ' in force, read at ' + clock(loaded) + (generation ? ', generation ' + generation : '') + '.';
            const [why, what] = row.cells[1].children;
            say(why, refusal === null ? '' : 'Refused: ' + refusal);
            say(what, force);
        });
    }

    function waiting(list) {
        element('waitingbox').className = list.length ? 'files' : 'ui-helper-hidden';
        const rows = keep(element('waiting'), list.map(each => each.component), () => {
            const row = make('tr');
            row.append(make('td', 'value name'), make('td', 'value warn'));
            return row;
        });
        rows.forEach((row, i) => {
            say(row.cells[0], list[i].component);
            say(row.cells[1], list[i].reason);
        });
    }

    const missing = name => [[name, away, 'warn']];
    const megabytes = bytes => count(Math.round(bytes / 1048576)) + ' MB';

    function show(status) {
        const {sip, rtp, calls, users, registrations, media, process} = status;
        const gone = [[sip, 'the SIP stack'], [calls, 'the call module'], [rtp, 'the RTP module'], [media, 'the media module'],
            [registrations, 'the location service'], [users, 'the directory of users']]
            .filter(pair => !pair[0]).map(pair => pair[1]);
        if (gone.length) {
            say(element('headline'), 'Not running: ' + gone.join(', ') + '.',
                'statline ui-state-error');
        } else {
            say(element('headline'), 'Running for ' + span(status.uptimeMillis / 1000) + ': '
                + plural(calls.live, 'call', 'calls') + ' up, '
                + plural(registrations.contacts, 'phone', 'phones') + ' registered.', 'statline ui-state-highlight');
        }
        waiting(status.waiting);
        files(status.files);
        facts('addresses', !sip ? missing('SIP stack') : sip.addresses.length === 0 ? missing('No address')
            : sip.addresses.map(a => [a.transport.toUpperCase(), a.address]));
        facts('calls', !calls ? missing('Call module') : [['Up now', count(calls.live)], ['Came in', count(calls.offered)],
            ['Answered', count(calls.answered)], ['Ended', count(calls.cleared)]]);
        facts('users', [
            ...(users ? [['In the directory', count(users.count)], ['Realm', users.realms.join(', ')]] : missing('Directory')),
            ...(registrations ? [['Registered', count(registrations.addresses)], ['Phones', count(registrations.contacts)]]
                : missing('Location service'))]);
        facts('sip', !sip ? missing('SIP stack') : [['Requests received', count(sip.requestsReceived)],
            ['Responses received', count(sip.responsesReceived)], ['Messages dropped', count(Object.values(sip.dropped).reduce((a, b) => a + b, 0))],
            ['Transactions, server', count(sip.serverTransactions)], ['Transactions, client', count(sip.clientTransactions)]]);
        facts('rtp', !rtp ? missing('RTP module') : [['Port pairs in use', count(rtp.inUse), rtp.inUse >= rtp.capacity ? 'warn' : ''],
            ['Port pairs in all', count(rtp.capacity)]]);
        facts('process', [['Memory in use', megabytes(process.heapUsedBytes)], ['Memory at most', megabytes(process.heapMaxBytes)],
            ['CPU time', duration(process.cpuMillis / 1000)], ['Threads', count(process.threads)], ['Process', String(process.pid)]]);
    }

    patchbay.poll('/status.json', 2000, show);
})();
