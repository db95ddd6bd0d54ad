'use strict';

/*
 * What the pages of Patchbay share. Values go into the document as text (textContent) and in no other way: names and user
 * agents are written by strangers. Rows are kept and only changed where their text has changed, so that a button
 * can be pressed and a text selected while the page refreshes.
 */
const patchbay = (() => {
    // The web console's pages are drawn for wide screens; ours fit a telephone.
    document.head.append(Object.assign(document.createElement('meta'), {name: 'viewport', content: 'width=device-width, initial-scale=1'}));

    function make(tag, className, text) {
        const element = document.createElement(tag);
        if (className) element.className = className;
        if (text !== undefined) element.textContent = text;
        return element;
    }

    function say(element, text, className) {
        if (element.textContent !== text) element.textContent = text;
        if (className !== undefined && element.className !== className) element.className = className;
    }

    /* One element a key, in order; those whose key is gone are removed. */
    function keep(parent, keys, create) {
        const before = new Map([...parent.children].map(child => [child.dataset.key, child]));
        let last = null;
        const kept = keys.map(key => {
            let child = before.get(key);
            if (!child) {
                child = create(key);
                child.dataset.key = key;
            }
            before.delete(key);
            const next = last ? last.nextSibling : parent.firstChild;
            if (child !== next) parent.insertBefore(child, next);
            last = child;
            return child;
        });
        before.forEach(child => child.remove());
        return kept;
    }

    /* Each head is what stands before its cell where there is no room for columns. */
    function cells(row, classNames, heads = []) {
        classNames.forEach((name, i) => {
            const cell = make('td', name);
            cell.dataset.head = heads[i] || '';
            row.append(cell);
        });
        return row;
    }

    const two = number => String(number).padStart(2, '0');

    function duration(seconds) {
        const s = Math.max(0, Math.floor(seconds));
        const hours = Math.floor(s / 3600);
        const rest = two(Math.floor(s / 60) % 60) + ':' + two(s % 60);
        return hours > 0 ? hours + ':' + rest : rest;
    }

    /* The same in words: its two largest units. */
    function span(seconds) {
        const s = Math.max(0, Math.floor(seconds));
        const units = [[Math.floor(s / 86400), 'd'], [Math.floor(s / 3600) % 24, 'h'], [Math.floor(s / 60) % 60, 'min'], [s % 60, 's']];
        const first = units.findIndex(unit => unit[0] > 0);
        return first < 0 ? '0 s' : units.slice(first, first + 2).filter(unit => unit[0] > 0).map(unit => unit.join(' ')).join(' ');
    }

    const count = number => Number(number).toLocaleString('en');
    const plural = (number, one, many) => count(number) + ' ' + (number === 1 ? one : many);
    const clock = millis => new Date(millis).toLocaleTimeString('en-GB');

    /* The time of today, the date of any other day. */
    const moment = millis => new Date(millis).toDateString() === new Date().toDateString() ? clock(millis)
        : new Date(millis).toLocaleDateString('en-CA') + ' ' + clock(millis).slice(0, 5);

    function button(text, press) {
        const element = make('button', 'ui-button ui-corner-all ui-widget', text);
        element.type = 'button';
        element.addEventListener('click', press);
        return element;
    }

    /* An absolute address: fetch refuses a page address that carries user and password. */
    const address = path => location.origin + pluginRoot + path;

    async function ask(path, options) {
        const answer = await fetch(address(path), {cache: 'no-store', credentials: 'same-origin', ...options});
        const text = await answer.text();
        let body;
        try {
            body = JSON.parse(text);
        } catch (e) {
            throw new Error(text.trim().slice(0, 200) || 'The server answered ' + answer.status + '.');
        }
        if (!answer.ok) throw new Error(body.message || 'The server answered ' + answer.status + '.');
        return body;
    }

    const post = fields => ask('', {method: 'POST', body: new URLSearchParams(fields)});

    /* Asks again and again while the page is being looked at, and says so when there is no answer. */
    function poll(path, millis, show) {
        const trouble = document.getElementById('trouble');
        let seen = Date.now();
        let running = false;
        async function round() {
            if (document.hidden || running) return;
            running = true;
            try {
                show(await ask(typeof path === 'function' ? path() : path));
                seen = Date.now();
                say(trouble, '', 'statline ui-helper-hidden');
            } catch (e) {
                const reason = e instanceof TypeError ? 'The server does not answer.' : e.message;
                say(trouble, reason + ' What you see is as of ' + clock(seen) + '.', 'statline ui-state-error');
            } finally {
                running = false;
            }
        }
        setInterval(round, millis);
        document.addEventListener('visibilitychange', round);
        round();
        return round;
    }

    return {make, say, keep, cells, duration, span, count, plural, clock, moment, button, ask, post, poll};
})();
