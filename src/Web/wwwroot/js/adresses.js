// The first line of an address, and the words of a place, propose the commune's own addresses while one types
// (ARIA 1.2, combobox with a list of proposals). Free text is always taken; without this file the boxes are plain.
const nb = '\u00a0';
const sleep = 180;
let known = true;
let count = 0;

for (const box of document.querySelectorAll('fieldset input[autocomplete="address-line1"], fieldset input[name$=".lieu"]')) {
  complete(box);
}

// Questions that conditions bring in later are completed too.
document.addEventListener('beffroi:question', event => {
  for (const box of event.target.querySelectorAll('fieldset input[autocomplete="address-line1"], fieldset input[name$=".lieu"]')) {
    complete(box);
  }
});

function complete(box) {
  const prefix = box.name.slice(0, box.name.lastIndexOf('.') + 1);
  const part = name => box.form?.elements.namedItem(prefix + name);
  const list = document.createElement('ul');
  const status = document.createElement('p');
  let shown = [];
  let active = -1;
  let timer = 0;
  let asked = null;

  list.id = `adresses-${++count}`;
  list.role = 'listbox';
  list.ariaLabel = 'Adresses de la commune';
  list.className = 'suggestions';
  list.hidden = true;
  status.className = 'visually-hidden';
  status.role = 'status';
  box.role = 'combobox';
  box.setAttribute('aria-autocomplete', 'list');
  box.setAttribute('aria-controls', list.id);
  box.setAttribute('aria-expanded', 'false');
  box.after(list, status);

  box.addEventListener('input', event => {
    clearTimeout(timer);
    asked?.abort();
    if (known && !event.isComposing && event.isTrusted) {
      timer = setTimeout(ask, sleep);
    }
  });
  box.addEventListener('blur', () => {
    clearTimeout(timer);
    asked?.abort();
    close();
  });
  box.addEventListener('keydown', event => {
    if (event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) {
        ask();
      } else if (!event.altKey) {
        move(event.key === 'ArrowDown' ? 1 : -1);
      } else if (event.key === 'ArrowUp') {
        close();
      }
    } else if (event.key === 'Enter' && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  // The box keeps the focus when the list is pressed.
  list.addEventListener('pointerdown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const option = event.target.closest('[role=option]');
    if (option) {
      choose(shown[[...list.children].indexOf(option)]);
    }
  });

  async function ask() {
    const typed = box.value.trim();
    if (typed.length < 3) {
      close();
      return;
    }
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${box.form?.dataset.adresses ?? '/adresses'}?q=${encodeURIComponent(typed.slice(0, 120))}`, { signal: asked.signal, redirect: 'error' });
      if (!answer.ok) {
        close();
        return;
      }
      const found = await answer.json();
      known = found.connues;
      // Only for what stands there now, where the person still is.
      if (box.value.trim() === typed && document.activeElement === box) {
        open(found.adresses);
      }
    } catch {
      close();
    }
  }

  function open(addresses) {
    shown = addresses;
    active = -1;
    box.removeAttribute('aria-activedescendant');
    list.replaceChildren(...addresses.map((address, i) => {
      const option = document.createElement('li');
      const words = document.createElement('span');
      option.id = `${list.id}-${i}`;
      option.role = 'option';
      option.className = 'suggestion';
      option.ariaSelected = 'false';
      words.textContent = address.ligne1;
      if (address.precision) {
        const small = document.createElement('small');
        small.textContent = address.precision;
        words.append(small);
      }
      option.append(words);
      return option;
    }));
    list.hidden = addresses.length === 0;
    box.setAttribute('aria-expanded', String(!list.hidden));
    status.textContent = !known ? ''
      : addresses.length === 0 ? 'Aucune adresse proposée. Vous pouvez garder ce que vous avez saisi.'
      : addresses.length === 1 ? `Une adresse proposée. Flèche bas pour la choisir.`
      : `${addresses.length}${nb}adresses proposées. Flèches haut et bas pour choisir.`;
  }

  function close() {
    shown = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  }

  // Before the first and after the last, the box itself.
  function move(step) {
    active = (active + 1 + step + shown.length + 1) % (shown.length + 1) - 1;
    for (const [i, option] of [...list.children].entries()) {
      option.ariaSelected = String(i === active);
    }
    if (active < 0) {
      box.removeAttribute('aria-activedescendant');
    } else {
      box.setAttribute('aria-activedescendant', list.children[active].id);
      list.children[active].scrollIntoView({ block: 'nearest' });
    }
  }

  function choose(address) {
    close();
    const place = box.name.endsWith('.lieu');
    write(box, place ? `${address.ligne1}, ${address.ville}` : address.ligne1);
    if (place) {
      write(part('latitude'), degrees(address.latitude));
      write(part('longitude'), degrees(address.longitude));
    } else {
      write(part('codepostal'), address.codePostal);
      write(part('ville'), address.ville);
    }
    status.textContent = `Adresse reprise${nb}: ${address.ligne1}, ${address.codePostal ?? ''} ${address.ville}.`;
  }
}

const degrees = value => value === null ? '' : value.toFixed(5).replace('.', ',');

function write(box, text) {
  if (box && text !== null) {
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
