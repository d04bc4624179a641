// Three comforts; every page works without them.
const summary = document.querySelector('.error-summary');
if (summary) {
  summary.focus();
  if (!document.title.startsWith('Erreur')) {
    document.title = `Erreur : ${document.title}`;
  }
}

// A print button does nothing without a script: it shows itself with one.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// « / » goes to the bureau's search, unless something is being typed.
document.addEventListener('keydown', event => {
  const target = event.target;
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select, [contenteditable]')) {
    return;
  }
  const search = document.querySelector('.bar-search input');
  if (search) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});
