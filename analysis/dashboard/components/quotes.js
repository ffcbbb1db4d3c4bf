// The versions of a quotation as cards. Everything is set as textContent.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.quotes');
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text) node.textContent = text;
    return node;
  };
  root.className = 'quotes' + (data.dark ? ' dark' : '');
  root.replaceChildren();
  for (const item of data.items) {
    const card = make('article', 'open'), head = make('div', 'act');
    head.append(make('span', 'who', item.who));
    if (item.role) head.append(' ', make('span', 'role', item.role));
    if (item.act) head.append(make('div', 'role', item.act));
    card.append(head);
    const quote = make('blockquote');
    // What a version shares with the fullest one ('said'), what it leaves out ('gone'), what only it has ('only').
    item.pieces.forEach(([text, kind]) => quote.append(make(kind === 'gone' ? 'del' : 'span', kind, text)));
    card.append(quote);
    card.append(make('div', 'meta', item.meta));
    const open = () => setTriggerValue('picked', item.id);
    card.tabIndex = 0;
    card.setAttribute('role', 'button');
    card.title = 'Show in the article';
    card.onclick = () => { if (!String(getSelection())) open(); };
    card.onkeydown = (event) => {
      if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(); }
    };
    root.append(card);
  }
}
