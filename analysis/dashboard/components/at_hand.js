// What is pasted or dropped anywhere on the page, but into a field, is read; F finds a kept article by a word. Everything
// of an article is set as textContent.
const LEAST = 30;  // words of a paste that are taken for an article
const BESIDE = 60;  // signs of the words on either side of what was found
const PAUSE = 160;  // milliseconds without a key after which the words are looked for
const FIELDS = 'input, textarea, select, [contenteditable=true], [role=dialog], dialog, [data-testid=stFileUploader], [data-testid=stPopoverBody]';

const states = new WeakMap();
export default function ({ data, parentElement, setTriggerValue }) {
  if (!states.has(parentElement)) states.set(parentElement, new AtHand(parentElement));
  const here = states.get(parentElement);
  here.send = setTriggerValue;
  here.take(data);
  // Streamlit calls this too, with the part still there, where newer data came before older was taken.
  return () => { if (!parentElement.isConnected) { here.end(); states.delete(parentElement); } };
}

// So much of the words beside what was found as a line has room for, cut between two words.
function shortened(words, before = false) {
  if (words.length <= BESIDE) return words;
  return before ? `…${words.slice(-BESIDE).replace(/^\S*/, '')}` : `${words.slice(0, BESIDE).replace(/\S*$/, '')}…`;
}

const inField = (event) => event.composedPath().some((node) => node.matches?.(FIELDS)) || !!document.querySelector('[role=dialog]');

class AtHand {
  constructor(parent) {
    Object.assign(this, { button: parent.querySelector('.find'), box: parent.querySelector('dialog'), found: [], sought: '', at: 0 });
    this.button.textContent = '⌕';
    this.button.onclick = () => this.open();
    this.field = Object.assign(document.createElement('input'), { type: 'search', placeholder: 'Words of a kept article', ariaLabel: 'Words of a kept article', autocomplete: 'off', maxLength: 200 });
    this.field.setAttribute('role', 'combobox');
    this.field.setAttribute('aria-controls', 'found');
    this.field.setAttribute('aria-autocomplete', 'list');
    this.field.ariaExpanded = 'true';
    this.menu = Object.assign(document.createElement('ul'), { id: 'found', ariaLabel: 'Articles' });
    this.menu.setAttribute('role', 'listbox');
    this.told = document.createElement('p');
    this.told.setAttribute('role', 'status');
    this.box.replaceChildren(this.field, this.menu, this.told);
    this.field.oninput = () => { this.wanted = false; clearTimeout(this.later); this.later = setTimeout(() => this.seek(), PAUSE); };
    this.field.onkeydown = (event) => this.key(event);
    this.box.onclick = (event) => { if (event.target === this.box) this.box.close(); };
    this.ears = { paste: (event) => this.paste(event), drop: (event) => this.drop(event), dragover: (event) => this.over(event), keydown: (event) => this.call(event) };
    Object.entries(this.ears).forEach(([name, act]) => document.addEventListener(name, act));
  }

  end() {
    clearTimeout(this.later);
    Object.entries(this.ears).forEach(([name, act]) => document.removeEventListener(name, act));
  }

  take(data) {
    this.box.classList.toggle('dark', data.dark);
    if (this.data?.sought === data.sought && this.data?.found.length === data.found.length && this.data) return;
    this.data = data;
    if (data.sought !== this.words()) return;  // an answer to older words
    Object.assign(this, { found: data.found, at: 0 });
    this.draw();
    if (this.wanted) this.pick(0);
  }

  words() { return this.field.value.trim(); }

  open() {
    if (!this.box.open) this.box.showModal();
    this.field.select();
    this.draw();
  }

  // A menu that is opened by a key has the focus: it stands at the end of the page, far from its button.
  enter(event) {
    const button = (event.key === 'Enter' || event.key === ' ') && event.target.closest?.('[data-testid=stPopover] button, [data-testid=stPopoverButton]');
    if (!button) return;
    const began = performance.now(), look = () => {
      const first = document.querySelector('[data-testid=stPopoverBody]')?.querySelector('button, input, textarea, [tabindex="0"]');
      if (first) first.focus(); else if (performance.now() - began < 2000) requestAnimationFrame(look);
    };
    if (button.getAttribute('aria-expanded') !== 'true') requestAnimationFrame(look);
  }

  call(event) {
    this.enter(event);
    if (event.key.toLowerCase() !== 'f' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || inField(event)) return;
    event.preventDefault();
    this.open();
  }

  seek() {
    const words = this.words();
    clearTimeout(this.later);
    this.asked = words;
    if (words) this.send('sought', words); else { this.found = []; this.draw(); }
  }

  key(event) {
    event.stopPropagation();
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && this.found.length) {
      event.preventDefault();
      this.at = (this.at + by + this.found.length) % this.found.length;
      this.draw();
    } else if (event.key === 'Escape') {
      event.preventDefault();  // a field for a search would only be emptied by it
      this.box.close();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // A quick hand is answered once the words have been looked for.
      if (this.data?.sought === this.words() && this.found.length) this.pick(this.at);
      else { this.wanted = true; if (this.asked !== this.words()) this.seek(); }
    }
  }

  draw() {
    this.menu.replaceChildren(...this.found.map(([, , title, about, before, hit, after], i) => {
      const node = document.createElement('li');
      node.setAttribute('role', 'option');
      Object.assign(node, { id: `found-${i}`, ariaSelected: String(i === this.at), onclick: () => this.pick(i) });
      const line = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
      node.append(line('b', title), ' ', line('small', about));
      if (hit) { const words = line('span', ''); words.append(shortened(before, true), line('mark', hit), shortened(after)); node.append(words); }
      return node;
    }));
    if (this.found.length) this.field.setAttribute('aria-activedescendant', `found-${this.at}`); else this.field.removeAttribute('aria-activedescendant');
    this.menu.hidden = !this.found.length;
    this.told.textContent = this.found.length || !this.words() || this.data?.sought !== this.words() ? '' : 'No kept article has these words.';
  }

  pick(i) {
    if (!this.found[i]) { this.wanted = false; return; }
    this.send('picked', this.found[i].slice(0, 2));
    this.wanted = false;
    this.field.value = '';
    this.found = [];
    this.box.close();
  }

  paste(event) {
    if (inField(event)) return;
    const text = event.clipboardData?.getData('text/plain') || '', files = [...(event.clipboardData?.files || [])];
    if (files.length) this.files(files);
    else if (text.trim().split(/\s+/).length >= LEAST) this.send('pasted', text);
    else return;
    event.preventDefault();
  }

  over(event) { if (event.dataTransfer?.types.includes('Files') && !inField(event)) event.preventDefault(); }

  drop(event) {
    if (!event.dataTransfer?.files.length || inField(event)) return;
    event.preventDefault();
    this.files([...event.dataTransfer.files]);
  }

  async files(files) {
    const read = (file) => new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done([file.name, reader.result.slice(reader.result.indexOf(',') + 1)]);
      reader.onerror = () => done(null);  // a folder, or a file that may not be read
      reader.readAsDataURL(file);
    });
    this.send('dropped', (await Promise.all(files.map(read))).filter(Boolean));
  }
}
