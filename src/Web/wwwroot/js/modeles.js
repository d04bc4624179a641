// Puts the chosen template where the cursor is; without this script the button sends the form, which comes back with the text.
for (const choice of document.querySelectorAll('[data-modeles]')) {
  const form = choice.closest('form');
  const text = form.elements[choice.dataset.cible];
  const select = choice.querySelector('select');
  const button = choice.querySelector('input[type=submit]');
  const status = choice.querySelector('[role=status]');
  // A text that was never entered has no cursor of its own.
  let placed = false;
  let plain = false;
  text.addEventListener('focus', () => {
    placed = true;
  });

  button.addEventListener('click', async event => {
    if (plain) {
      return;
    }
    event.preventDefault();
    if (!select.value) {
      select.focus();
      return;
    }
    const id = select.value;
    try {
      const answer = await fetch(`${choice.dataset.modeles}${id}${choice.dataset.query}`, { redirect: 'error' });
      if (!answer.ok) {
        throw new Error(`${answer.status}`);
      }
      insert(await answer.text());
      keep(id);
      select.value = '';
      status.textContent = 'Modèle inséré. Relisez le texte avant de l’envoyer.';
    } catch {
      plain = true;
      button.click();
    }
  });

  function insert(words) {
    const at = placed ? text.selectionEnd : text.value.length;
    const before = text.value.slice(0, at);
    const gap = before.trim() === '' || before.endsWith('\n\n') || before.length < text.value.length ? '' : before.endsWith('\n') ? '\n' : '\n\n';
    text.setRangeText(gap + words, before.trim() === '' ? 0 : at, at, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
    text.focus();
  }

  function keep(id) {
    if ([...choice.querySelectorAll('input[name=Modeles]')].every(input => input.value !== id)) {
      const input = document.createElement('input');
      input.type = 'hidden';
      input.name = 'Modeles';
      input.value = id;
      choice.append(input);
    }
  }
}
