// The page is complete without this: it only makes it handier.
'use strict';
(() => {
  // A folded place opens where a link leads to it.
  const reveal = () => {
    const place = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (!place) return;
    for (let one = place; one; one = one.parentElement) if (one.tagName === 'DETAILS') one.open = true;
    place.scrollIntoView({ block: 'center' });
  };
  addEventListener('hashchange', reveal);
  reveal();

  // A cell's call and answer in a panel; arrow keys go from cell to cell, and only one of a table's cells takes part in tabbing.
  const panel = document.createElement('section');
  panel.className = 'panel';
  panel.hidden = true;
  panel.setAttribute('aria-label', 'The chosen cell');
  panel.setAttribute('aria-live', 'polite');
  document.body.append(panel);
  let chosen = null;
  const hide = () => {
    panel.hidden = true;
    if (chosen) chosen.parentElement.classList.remove('chosen');
    chosen = null;
  };
  const add = (name, text, to) => {
    const one = document.createElement(name);
    one.textContent = text;
    to.append(one);
    return one;
  };
  const show = link => {
    const row = document.getElementById(link.hash.slice(1));
    if (!row) return;
    hide();
    chosen = link;
    link.parentElement.classList.add('chosen');
    panel.replaceChildren();
    const button = add('button', 'Close', panel);
    button.type = 'button';
    button.addEventListener('click', () => { const back = chosen; hide(); if (back) back.focus(); });
    const [who, call, expected, observed, evidence] = [...row.children].map(cell => cell.textContent);
    add('strong', `${who}, ${call}`, add('p', '', panel));
    add('p', row.closest('table').caption.textContent, panel).className = 'faint';
    add('p', `Expected: ${expected}. Observed: ${observed}.`, panel);
    add('pre', evidence, panel);
    panel.hidden = false;
  };
  for (const table of document.querySelectorAll('[data-cells] table')) {
    const links = [...table.querySelectorAll('td a')];
    links.forEach((link, index) => { link.tabIndex = index === 0 ? 0 : -1; });
    const go = (from, to) => {
      if (!to) return;
      from.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
      if (!panel.hidden) show(to);
    };
    const beside = (link, step) => {
      const cells = [...link.closest('tr').querySelectorAll('td a')];
      return cells[cells.indexOf(link) + step];
    };
    const below = (link, step) => {
      const rows = [...table.tBodies[0].rows];
      const row = rows[rows.indexOf(link.closest('tr')) + step];
      const cell = row ? row.cells[link.parentElement.cellIndex] : null;
      return cell ? cell.querySelector('a') : null;
    };
    table.addEventListener('click', event => {
      const link = event.target.closest('td a');
      if (!link) return;
      event.preventDefault();
      go(links.find(one => one.tabIndex === 0) ?? link, link);
      show(link);
    });
    table.addEventListener('keydown', event => {
      const link = event.target.closest('td a');
      if (!link) return;
      const to = { ArrowLeft: () => beside(link, -1), ArrowRight: () => beside(link, 1), ArrowUp: () => below(link, -1), ArrowDown: () => below(link, 1) }[event.key];
      if (!to) return;
      event.preventDefault();
      go(link, to());
    });
  }
  addEventListener('keydown', event => {
    if (event.key !== 'Escape' || panel.hidden) return;
    const back = chosen;
    hide();
    if (back) back.focus();
  });

  // Ten thousand scenarios need a filter.
  for (const list of document.querySelectorAll('[data-filter]')) {
    const label = document.createElement('label');
    label.className = 'filter';
    label.dataset.byScript = '';
    label.textContent = `${list.dataset.filter}: `;
    const input = document.createElement('input');
    input.type = 'search';
    label.append(input);
    list.before(label);
    const items = [...list.querySelectorAll('.item')].map(item => [item, item.querySelector('summary').textContent.toLowerCase() + item.querySelector('code').textContent.toLowerCase()]);
    input.addEventListener('input', () => {
      const wanted = input.value.trim().toLowerCase();
      for (const [item, text] of items) item.hidden = !text.includes(wanted);
      for (const group of list.querySelectorAll('.group')) {
        group.hidden = !group.querySelector('.item:not([hidden])');
        if (wanted) group.open = true;
      }
    });
  }

  // Paper has no folds.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('main .claims details:not([open])')];
    opened.forEach(one => { one.open = true; });
  });
  addEventListener('afterprint', () => opened.forEach(one => { one.open = false; }));
})();
