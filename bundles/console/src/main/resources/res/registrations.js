'use strict';

(() => {
    const {make, say, keep, cells, duration, count, plural} = patchbay;
    const element = id => document.getElementById(id);

    const newRow = () => cells(make('tr'), ['value name', 'value', 'value', 'value seen', 'value', 'number'],
        ['', 'Name', 'Contact', 'Seen at', 'User agent', 'Expires in']);

    function lines(list) {
        return list.rows.flatMap(row => row.contacts.length === 0
            ? [{key: row.number + '@' + row.realm, row, contact: null, first: true}]
            : row.contacts.map((contact, i) =>
                ({key: row.number + '@' + row.realm + ' ' + contact.address, row, contact, first: i === 0})));
    }

    function showLine(tr, {row, contact, first}, registrar) {
        say(tr.cells[0], first ? row.number : '');
        tr.cells[0].title = row.number + '@' + row.realm;
        say(tr.cells[1], !first ? '' : row.known ? row.name : 'not in the directory', row.known ? 'value' : 'value warn');
        if (!contact) {
            say(tr.cells[2], registrar ? 'not registered' : 'not known', 'quiet');
            [3, 4, 5].forEach(i => say(tr.cells[i], ''));
            return;
        }
        say(tr.cells[2], contact.address, 'value');
        say(tr.cells[3], contact.received);
        say(tr.cells[4], contact.userAgent);
        say(tr.cells[5], duration(contact.expiresSeconds));
    }

    function show(list) {
        const all = lines(list);
        keep(element('rows'), all.map(line => line.key), newRow).forEach((tr, i) => showLine(tr, all[i], list.registrar));
        const filtered = element('filter').value.trim() !== '';
        say(element('empty'), filtered ? 'No user has that in number, name or address.'
            : 'No users. Add some to etc/users.yaml; the file is read again when you save it.',
            list.rows.length === 0 ? 'empty' : 'empty ui-helper-hidden');
        headline(list);
    }

    function headline(list) {
        const gone = [...(list.registrar ? [] : ['the location service']), ...(list.directory ? [] : ['the directory of users'])];
        if (gone.length) {
            say(element('headline'), 'Not running: ' + gone.join(' and ') + '. The start page says more.',
                'statline ui-state-error');
            return;
        }
        const more = list.matching > list.rows.length ? ' The first ' + count(list.rows.length) + ' of '
            + count(list.matching) + ' are shown.' : '';
        say(element('headline'), plural(list.registered, 'user is', 'users are') + ' registered with '
            + plural(list.contacts, 'phone', 'phones') + ', of ' + plural(list.users, 'user', 'users') + ' in the directory.' + more,
            'statline ui-state-highlight');
    }

    const refresh = patchbay.poll(() => '/registrations.json?filter=' + encodeURIComponent(element('filter').value), 2000, show);
    element('filter').addEventListener('input', refresh);
})();
