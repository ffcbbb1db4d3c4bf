// The article with its marks. Everything is set as textContent: nothing of an article is ever parsed as HTML.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.reader');
  const legend = parentElement.querySelector('.legend');
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text) node.textContent = text;
    return node;
  };

  if (root.dataset.version !== data.version) {
    const same = root.dataset.article === data.article, top = root.scrollTop;
    root.replaceChildren();
    for (const [kind, runs, start] of data.paragraphs) {
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
          const piece = make('span', cls, text);
          piece.title = label;
          if (own.length) piece.dataset.own = own.join(' ');
          if (ref) piece.dataset.ref = ref;
          block.append(piece);
        }
        if (ids.length) block.title = block.firstElementChild ? block.firstElementChild.title : '';
        if (!pieces[0][1].split(' ').includes('passage')) passage = null;
        else if (!passage) line.append(passage = make('span', 'at'));
        (passage || line).append(block);
      }
      root.append(line);
    }
    root.dataset.version = data.version;
    root.dataset.article = data.article;
    if (!same) delete root.dataset.focus;
    root.scrollTop = same ? top : 0;
    legend.replaceChildren(...data.legend.map(([kind, name]) => make('span', kind, name)));
  }

  root.style.maxHeight = data.height;
  root.classList.toggle('dark', data.dark);
  legend.classList.toggle('dark', data.dark);

  const has = (list, id) => !!list && list.split(' ').includes(id);
  let first = null;
  root.querySelectorAll('.block.said').forEach((block) => {
    const on = !!data.focus && has(block.dataset.ids, data.focus);
    block.classList.toggle('on', on);
    const sign = (block.dataset.ids || '').split(' ').map((id) => data.checked[id]).find(Boolean);
    block.classList.toggle('human', !!sign);
    if (sign) block.dataset.sign = sign; else delete block.dataset.sign;
    if (on && !first) first = block;
  });
  root.querySelectorAll('[data-own]').forEach((piece) => {
    const part = piece.classList.contains('source') || piece.classList.contains('cue');
    piece.classList.toggle('with', part && !!data.focus && has(piece.dataset.own, data.focus));
  });
  const focus = data.focus || '', sought = data.passage || focus, opened = root.dataset.focus === undefined;
  first = root.querySelector('.at') || first;
  if (first && root.dataset.focus !== sought) {
    // Scroll the article alone, not the page around it; whoever comes from another page sees the passage at once.
    const box = root.getBoundingClientRect(), at = first.getBoundingClientRect();
    if (opened || at.top < box.top + 40 || at.bottom > box.bottom - 40) {
      root.scrollTop += at.top - box.top - (box.height - Math.min(at.height, box.height)) / 2;
    }
    if (opened) first.scrollIntoView({ block: 'center' });
  }
  root.dataset.focus = sought;

  const pick = (target) => {
    const block = target.closest('.block.said'), piece = target.closest('[data-own], [data-ref]');
    // A second click on the focused passage moves on to the next statement that covers the same words.
    const ids = (block ? block.dataset.ids : piece && piece.dataset.own ? piece.dataset.own : '').split(' ').filter(Boolean);
    if (ids.length) setTriggerValue('picked', 'statement ' + ids[(ids.indexOf(focus) + 1) % ids.length]);
    else if (piece && piece.dataset.ref) setTriggerValue('picked', piece.dataset.ref);
  };
  // Words that were selected can be added as a statement. Offsets count code points into the text.
  const missed = parentElement.querySelector('.missed');
  const chosen = () => {
    const selection = root.getRootNode().getSelection ? root.getRootNode().getSelection() : getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const offset = (node, at) => {
      const line = (node.nodeType === 3 ? node.parentElement : node).closest('.reader p');
      if (!line || !root.contains(line)) return null;
      const before = document.createRange();
      before.selectNodeContents(line);
      before.setEnd(node, at);
      return Number(line.dataset.start) + [...before.toString()].length;
    };
    const start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
    return start === null || end === null || start >= end ? null : [start, end];
  };
  const offer = () => {
    const span = chosen();
    missed.hidden = !span;
    missed.dataset.span = span ? span.join(' ') : '';
  };
  root.onmouseup = root.onkeyup = () => setTimeout(offer);
  missed.onmousedown = (event) => event.preventDefault();  // keeps the selection
  missed.onclick = () => { setTriggerValue('picked', 'add ' + missed.dataset.span); missed.hidden = true; };

  root.onclick = (event) => { if (!String(getSelection())) pick(event.target); };
  root.onkeydown = (event) => {
    if ((event.key === 'Enter' || event.key === ' ') && event.target !== root) { event.preventDefault(); pick(event.target); }
  };
}
