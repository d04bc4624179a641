// Questions that hang on an answer of the same page come and go as one answers; without this file they come with the next page.
// What was typed stays in a hidden question, which is not sent as seen; the server decides again.
import { decide } from './conditions.js';

const pause = 500;

for (const data of document.querySelectorAll('[data-conditions]')) {
  start(data.closest('form'), JSON.parse(data.dataset.conditions));
}

function start(form, rules) {
  const status = document.createElement('p');
  status.role = 'status';
  status.className = 'visually-hidden';
  form.append(status);
  let timer = 0;

  form.addEventListener('change', () => look(true));
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => look(true), pause);
  });
  addEventListener('pageshow', () => look(false));
  look(false);

  function look(aloud) {
    clearTimeout(timer);
    const words = { come: [], gone: [] };
    // Hiding a question or an answer may settle those after it.
    for (let round = 0; round < 10 && apply(words); round++);
    for (const section of form.querySelectorAll('[data-section]')) {
      section.querySelector(':scope > h2')?.toggleAttribute('hidden', [...section.children].every(child => child.matches('h2, template, [hidden]')));
    }
    if (aloud && words.come.length + words.gone.length > 0) {
      status.textContent = [said(words.come, 'ajoutée'), said(words.gone, 'retirée')].filter(text => text !== '').join(' ');
    }
  }

  function apply(words) {
    const sent = new FormData(form);
    const shown = decide(rules, name => sent.getAll(name).map(value => typeof value === 'string' ? value : value.name));
    let changed = false;
    for (const [place, visible] of shown) {
      const mark = CSS.escape(place);
      const element = form.querySelector(`[data-quand="${mark}"], [data-option="${mark}"]`);
      // Where only the server can tell, it is shown.
      if (element && (element.matches('template') || element.hidden) === (visible !== false)) {
        changed = true;
        const there = visible !== false ? show(element) : hide(element);
        const label = there.dataset.quand ? there.querySelector('.field-label')?.firstChild?.textContent?.trim() : '';
        if (label) {
          words[visible !== false ? 'come' : 'gone'].push(label);
        }
      }
    }
    return changed;
  }
}

function show(element) {
  if (element.matches('template')) {
    const there = document.createElement('div');
    there.className = element.className;
    Object.assign(there.dataset, element.dataset);
    there.append(element.content);
    element.replaceWith(there);
    there.dispatchEvent(new CustomEvent('beffroi:question', { bubbles: true }));
    return enable(there);
  }
  element.hidden = false;
  return enable(element);
}

// A question that comes with the very press that sends the page has not been seen.
function enable(element) {
  for (const box of element.querySelectorAll(':scope > input[name=vu]')) {
    box.disabled = true;
    setTimeout(() => {
      box.disabled = element.hidden;
    }, pause / 2);
  }
  if (element.dataset.option) {
    element.querySelector('input').disabled = false;
  }
  return element;
}

function hide(element) {
  element.hidden = true;
  for (const box of element.querySelectorAll(element.dataset.option ? 'input' : ':scope > input[name=vu]')) {
    box.disabled = true;
  }
  return element;
}

function said(labels, word) {
  return labels.length === 0 ? '' : labels.length === 1 ? `Question ${word}\u00a0: ${labels[0]}.` : `${labels.length}\u00a0questions ${word}s\u00a0: ${labels.join(', ')}.`;
}
