// Small parts that the others are made of. Everything of an article is set as text, never as HTML.
const NARROW = 860;  // pixels of the workbench below which its parts become tabs

function make(tag, cls = '', ...inside) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  node.append(...inside.filter((part) => part !== '' && part !== null && part !== undefined && part !== false));
  return node;
}

function drawn(tag, attributes = {}) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// A button; by `hold` the one that is drawn in its place takes over its focus, `key` is the key that does the same.
function press(cls, label, act, { key = '', name = '', title = '', hold = '', pressed = null, off = false } = {}) {
  const node = make('button', cls, ...[label].flat());
  Object.assign(node, { type: 'button', onclick: act, disabled: off });
  if (key) {
    node.setAttribute('aria-keyshortcuts', key);
    node.dataset.key = key;  // the style shows it
  }
  if (name) node.ariaLabel = name;
  if (title || name) node.title = title || name;
  if (hold || key) node.dataset.hold = hold || key;
  if (pressed !== null) node.ariaPressed = String(pressed);
  return node;
}

const SIGN_OF_TONE = { '-1': '▼', 0: '●', 1: '▲', mixed: '◆' };
const sign = (text) => Object.assign(make('i', '', text), { ariaHidden: 'true' });

// A tone in three ways: its sign, its word, its colour.
const chip = (tone, words) => make('span', `tone ${words[tone]}`, sign(SIGN_OF_TONE[tone]), words[tone]);
const percent = (number) => (number === null || number === undefined ? '' : `${number} %`);

// What several tones amount to, as the tables of voices count it; null where none is given.
function toneTogether(tones) {
  const given = tones.filter((tone) => tone !== null);
  if (!given.length) return null;
  if (given.includes(-1) && given.includes(1)) return 'mixed';
  return given.find((tone) => tone) ?? 0;
}
// A part of a whole in per cent.
function shareOf(number, whole) {
  const share = 100 * number / Math.max(1, whole);
  return number && share < 1 ? '< 1 %' : `${Math.round(share)} %`;
}
const plural = (number, unit) => `${number.toLocaleString('en')} ${unit}${number === 1 ? '' : 's'}`;

// A name that is dropped on another one makes them one actor.
const DROPPED = 'text/x-onrecord-name';
function joinable(node, name, join) {
  if (!join) return;
  node.draggable = true;
  node.ondragstart = (event) => event.dataTransfer.setData(DROPPED, name);
  const over = (on) => (event) => { if (event.dataTransfer.types.includes(DROPPED)) { event.preventDefault(); node.classList.toggle('under', on); } };
  node.ondragover = over(true);
  node.ondragleave = over(false);
  node.ondrop = (event) => { over(false)(event); const other = event.dataTransfer.getData(DROPPED); if (other && other !== name) join(other, name); };
}

// Gives a text to the visitor as a file.
function saved(name, text) {
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
