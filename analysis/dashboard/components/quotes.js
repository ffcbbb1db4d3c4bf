// A list of statements or passages as cards. Everything is set as textContent.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.quotes');
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text) node.textContent = text;
    return node;
  };
  root.className = 'quotes' + (data.dark ? ' dark' : '') + (data.height ? ' scroll' : '') + (data.abreast ? ' abreast' : '');
  root.style.maxHeight = data.height || '';
  root.replaceChildren();
  if (!data.items.length) root.append(make('div', 'empty', data.empty));
  for (const item of data.items) {
    const card = make('article', item.tone || '');
    if (item.checked) card.classList.add('human');
    if (item.who) {
      const head = make('div', 'act');
      head.append(make('span', 'who', item.who));
      if (item.role) head.append(' ', make('span', 'role', item.role));
      if (item.act) head.append(make('div', 'role', item.act));
      card.append(head);
    }
    const quote = make('blockquote');
    // A whole card has the sentences around in pieces: what is said, and the rest; a version of a quotation, what it
    // shares with the fullest one ('said'), what it leaves out ('gone') and what only it has ('only').
    (item.pieces || []).forEach(([text, kind]) => {
      quote.append(make(kind === 'gone' ? 'del' : 'span', typeof kind === 'string' ? kind : kind ? 'said' : 'rest', text));
    });
    if (item.before) quote.append(make('span', 'rest', item.before));
    if (!item.pieces) quote.append(make('span', item.hit ? 'hit' : '', item.text));
    if (item.after) quote.append(make('span', 'rest', item.after));
    card.append(quote);
    if (item.facts && item.facts.length) {
      const list = make('dl');
      item.facts.forEach(([name, value]) => list.append(make('dt', '', name), make('dd', '', value)));
      card.append(list);
    }
    if (item.meta) card.append(make('div', 'meta', item.meta));
    if (item.checked) card.append(make('div', 'checked', item.checked));
    if (item.reasons && item.reasons.length) {
      const list = make('ul');
      item.reasons.forEach((reason) => list.append(make('li', '', reason)));
      card.append(list);
    }
    const open = () => setTriggerValue('picked', item.id);
    if (item.citation) {
      const row = make('div', 'actions');
      const button = (label, act) => {
        const node = make('button', '', label);
        node.type = 'button';
        node.onclick = (event) => { event.stopPropagation(); act(node); };
        row.append(node);
      };
      const told = make('span', 'told');
      told.setAttribute('role', 'status');
      button('Copy as citation', () => copied(item.citation, root).then((done) => {
        told.textContent = done ? 'Copied' : 'Not copied: the browser does not allow it';
        setTimeout(() => { told.textContent = ''; }, 4000);
      }));
      if (data.open && item.id) button('Show in the article', open);
      row.append(told);
      card.append(row);
    } else if (data.open && item.id) {
      card.classList.add('open');
      card.tabIndex = 0;
      card.setAttribute('role', 'button');
      card.title = 'Show in the article';
      card.onclick = () => { if (!String(getSelection())) open(); };
      card.onkeydown = (event) => {
        if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(); }
      };
    }
    root.append(card);
  }
}

// Puts text on the clipboard, also where the page may not use the clipboard's own interface; whether that went well.
async function copied(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement('textarea'), focused = root.getRootNode().activeElement;
    box.value = text;
    box.style.cssText = 'position: fixed; opacity: 0';
    document.body.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    if (focused) focused.focus();
    return done;
  }
}
