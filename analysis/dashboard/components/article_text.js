// The article as it was written, with its marks; a click on one chooses it, words that are selected can be added.
class ArticleText {
  constructor(section, { choose, refer, add }) {
    Object.assign(this, { choose, refer, root: section.querySelector('.reader'), legend: section.querySelector('.legend'), missed: section.querySelector('.missed') });
    this.root.onclick = (event) => { if (!String(getSelection())) this.pick(event.target); };
    this.root.onkeydown = (event) => {
      if ((event.key === 'Enter' || event.key === ' ') && event.target !== this.root) { event.preventDefault(); this.pick(event.target); }
    };
    const offer = () => {
      const span = this.selected();
      this.missed.hidden = !span;
      this.span = span;
    };
    this.root.onmouseup = this.root.onkeyup = () => setTimeout(offer);
    this.missed.onmousedown = (event) => event.preventDefault();  // keeps the selection
    this.missed.onclick = () => { add(this.span); this.missed.hidden = true; };
  }

  take(data) {
    if (this.version === data.version) return;
    const same = this.article === data.article, top = this.root.scrollTop;
    Object.assign(this, { version: data.version, article: data.article });
    const tones = Object.entries({ ...data.tones, mixed: 'mixed' }).sort(([a], [b]) => a - b || 0);
    this.legend.replaceChildren(
      ...data.legend.map(([kind, name]) => make('span', kind, name)),
      ...tones.map(([tone, word]) => make('span', word, sign(SIGN_OF_TONE[tone]), ` ${word}`)),
      make('span', 'checked', sign(data.signs.accepted), ' checked'),
    );
    this.root.replaceChildren(...data.paragraphs.map(([kind, runs, start]) => this.line(kind, runs, start)));
    this.root.scrollTop = same ? top : 0;
  }

  line(kind, runs, start) {
    const line = make('p', kind);
    let passage = null;
    line.dataset.start = start;
    for (const [ids, pieces] of runs) {
      const block = make('span', ids.length ? 'block said' : 'block');
      if (ids.length) {
        block.dataset.ids = ids.join(' ');
        block.tabIndex = 0;
        block.setAttribute('role', 'button');
      }
      for (const [text, cls, label, own, ref] of pieces) {
        if (!cls) { block.append(text); continue; }
        const piece = Object.assign(make('span', cls, text), { title: label });
        if (own.length) piece.dataset.own = own.join(' ');
        if (ref) piece.dataset.ref = ref;
        block.append(piece);
      }
      if (!pieces[0][1].split(' ').includes('passage')) passage = null;
      else if (!passage) line.append(passage = make('span', 'at'));
      (passage || line).append(block);
    }
    return line;
  }

  pick(target) {
    const block = target.closest('.block.said'), piece = target.closest('[data-own], [data-ref]');
    const ids = (block ? block.dataset.ids : piece?.dataset.own || '').split(' ').filter(Boolean);
    // A second click on the chosen passage goes on to the next statement that covers the same words.
    if (ids.length) this.choose(ids[(ids.indexOf(this.chosen) + 1) % ids.length]);
    else if (piece?.dataset.ref) this.refer(piece.dataset.ref);
  }

  mark(chosen, shown, signs, rows) {
    this.chosen = chosen;
    const has = (list) => !!chosen && !!list && list.split(' ').includes(chosen);
    this.root.querySelectorAll('.block.said').forEach((block) => {
      const ids = block.dataset.ids.split(' '), checked = ids.map((id) => rows.get(id)?.checked).find(Boolean);
      block.classList.toggle('on', has(block.dataset.ids));
      block.classList.toggle('off', !ids.some((id) => shown.has(id)));
      block.classList.toggle('human', !!checked);
      if (checked) block.dataset.sign = signs[checked]; else delete block.dataset.sign;
    });
    this.root.querySelectorAll('.source, .cue').forEach((piece) => piece.classList.toggle('with', has(piece.dataset.own)));
  }

  // Scrolls the article alone, not the page around it.
  bring() {
    const one = this.root.querySelector('.at') || this.root.querySelector('.block.said.on');
    if (!one || !this.root.clientHeight) return;
    const box = this.root.getBoundingClientRect(), at = one.getBoundingClientRect();
    if (at.top < box.top + 40 || at.bottom > box.bottom - 40) {
      this.root.scrollTop += at.top - box.top - (box.height - Math.min(at.height, box.height)) / 2;
    }
  }

  // What is selected, in code points of the text.
  selected() {
    const root = this.root.getRootNode(), selection = root.getSelection ? root.getSelection() : getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const offset = (node, at) => {
      const line = (node.nodeType === 3 ? node.parentElement : node).closest('.reader p');
      if (!line || !this.root.contains(line)) return null;
      const before = document.createRange();
      before.selectNodeContents(line);
      before.setEnd(node, at);
      return Number(line.dataset.start) + [...before.toString()].length;
    };
    const start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
    return start === null || end === null || start >= end ? null : [start, end];
  }
}
