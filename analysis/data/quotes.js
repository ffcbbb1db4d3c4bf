// A list of statements or passages as cards. Everything is set as textContent.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.quotes');
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text) node.textContent = text;
    return node;
  };
  root.className = 'quotes' + (data.dark ? ' dark' : '') + (data.height ? ' scroll' : '');
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
    if (item.before) quote.append(make('span', 'rest', item.before));
    quote.append(make('span', item.hit ? 'hit' : '', item.text));
    if (item.after) quote.append(make('span', 'rest', item.after));
    card.append(quote);
    if (item.meta) card.append(make('div', 'meta', item.meta));
    if (item.checked) card.append(make('div', 'checked', item.checked));
    if (item.reasons && item.reasons.length) {
      const list = make('ul');
      item.reasons.forEach((reason) => list.append(make('li', '', reason)));
      card.append(list);
    }
    if (data.open && item.id) {
      card.classList.add('open');
      card.tabIndex = 0;
      card.setAttribute('role', 'button');
      card.title = 'Show in the article';
      card.onclick = () => { if (!String(getSelection())) setTriggerValue('picked', item.id); };
      card.onkeydown = (event) => { 
        if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); setTriggerValue('picked', item.id); }
      };
    }
    root.append(card);
  }
}
