// A field that completes to a known name: Enter takes the best match. A name that is not known is an option of its own,
// last, and never taken unasked.
const OFFERED = 8;

function ranked(options, typed) {
  const words = typed.toLowerCase();
  if (!words) return options.slice(0, OFFERED);
  const rank = ([, label, , ...also]) => {
    const name = label.toLowerCase();
    if (name.startsWith(words)) return 0;
    if (name.split(/\s+/).some((word) => word.startsWith(words))) return 1;
    if (also.some((alias) => alias.toLowerCase().split(/\s+/).some((word) => word.startsWith(words)))) return 2;
    return name.includes(words) ? 3 : 9;
  };
  return options.map((option) => [rank(option), option]).filter(([r]) => r < 9).sort((a, b) => a[0] - b[0])
    .slice(0, OFFERED).map(([, option]) => option);
}

function nameField({ label, options, fresh, done, leave }) {
  const menu = make('ul', 'menu'), input = make('input'), field = make('span', 'field', input, menu);
  menu.id = `menu-${label.replace(/\W+/g, '-')}`;
  menu.setAttribute('role', 'listbox');
  menu.ariaLabel = label;
  Object.assign(input, { type: 'text', placeholder: fresh ? 'Type a name' : 'Type to find', autocomplete: 'off', maxLength: 200, ariaLabel: label, ariaExpanded: 'true' });
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', menu.id);
  let found = [], at = -1;
  const end = (value) => { input.onblur = null; done(value); };
  const paint = (to) => {
    at = to;
    menu.replaceChildren(...found.map(([id, name, role], i) => {
      const text = id === null ? [`New name: “${name}”`] : [name, role && make('span', 'quiet', ` ${role}`)];
      const node = make('li', i === at ? 'at' : '', ...text);
      node.setAttribute('role', 'option');
      Object.assign(node, { id: `${menu.id}-${i}`, ariaSelected: String(i === at) });
      node.onmousedown = (event) => { event.preventDefault(); end(found[i]); };
      return node;
    }));
    menu.hidden = !found.length;
    if (at >= 0) input.setAttribute('aria-activedescendant', `${menu.id}-${at}`); else input.removeAttribute('aria-activedescendant');
    menu.children[at]?.scrollIntoView({ block: 'nearest' });
  };
  input.oninput = () => {
    const typed = input.value.trim(), known = ranked(options, typed);
    const exact = known.some(([, name]) => name.toLowerCase() === typed.toLowerCase());
    found = fresh && typed.length > 1 && !exact ? [...known, [null, typed, '']] : known;
    paint(typed && known.length ? 0 : -1);
  };
  input.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (found.length) paint((at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1) + found.length) % found.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (at >= 0) end(found[at]);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      input.onblur = null;
      leave();
    }
  };
  // What is clicked in the card stays where it is until the click is done.
  input.onblur = (event) => { if (!event.relatedTarget?.closest('.card')) leave(true); };
  input.oninput();
  field.begin = () => { input.focus(); };
  return field;
}
