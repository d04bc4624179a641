// The conditions of a page, read in the browser as the server reads them (FormScope, FormFlow and the codecs of the portal).
// Three answers: true, false, and null when only the server can tell. A property test holds both sides against each other.
const unknown = Symbol('unknown');

/**
 * Which questions and answers are shown.
 * @param rules the questions of the page that matter, in their order
 * @param typed what each box holds, by its name: a list of texts
 * @returns {Map<string, boolean|null>} by place of the question, or place=value of an answer
 */
export function decide(rules, typed) {
  const shown = new Map();
  walk(rules, '', new Map(), typed, shown);
  return shown;
}

function walk(rules, before, scope, typed, shown) {
  for (const rule of rules) {
    const place = before + rule.id;
    const visible = rule.absent ? false : rule.maybe ? null : rule.when ? holds(rule.when, scope) : true;
    if (rule.when) {
      shown.set(place, visible);
    }
    for (const [value, when] of Object.entries(rule.options ?? {})) {
      shown.set(`${place}=${value}`, holds(when, scope));
    }
    if (rule.kind === 'block' && rule.fields && visible !== false) {
      for (let number = 0; number < countOf(rule, place, typed); number++) {
        walk(rule.fields, `${place}.${number}.`, new Map(scope), typed, shown);
      }
    }
    if (visible !== false) {
      scope.set(rule.id, { value: read(rule, place, typed, shown), sure: visible });
    }
  }
}

function holds(when, scope) {
  if (when.all) {
    return every(when.all.map(part => holds(part, scope)));
  }
  if (when.any) {
    return not(every(when.any.map(part => not(holds(part, scope)))));
  }
  if (when.not) {
    return not(holds(when.not, scope));
  }
  const answer = scope.get(when.field);
  if (!answer) {
    return test(when, null);
  }
  const given = test(when, answer.value);
  // A question that may not be asked may have no answer.
  return answer.sure || given === test(when, null) ? given : null;
}

const not = value => value === null ? null : !value;
const every = values => values.includes(false) ? false : values.includes(null) ? null : true;

function test(when, answer) {
  if (answer === unknown) {
    return null;
  }
  const text = when.part === undefined ? answer?.text ?? null : answer?.parts?.[when.part] ?? null;
  if (when.filled !== undefined) {
    return when.filled === (when.part === undefined ? answer !== null : text !== null);
  }
  if (when.equals !== undefined) {
    return text === when.equals || (answer?.list?.includes(when.equals) ?? false);
  }
  if (when.in !== undefined) {
    return (text !== null && when.in.includes(text)) || (answer?.list?.some(value => when.in.includes(value)) ?? false);
  }
  if (when.before !== undefined || when.after !== undefined) {
    if (text?.length !== 10) {
      return false;
    }
    return !answer.date ? null : when.before !== undefined ? when.before !== '' && text < when.before : when.after !== '' && text > when.after;
  }
  if (when.atLeast !== undefined || when.atMost !== undefined) {
    const number = answer?.number;
    return number !== undefined && (when.atLeast !== undefined ? number >= when.atLeast : number <= when.atMost);
  }
  return null;
}

// The answer, null when there is none or when it is to be mended, unknown when only the server can tell.
function read(rule, place, typed, shown) {
  const one = (part = '') => clean(typed(part ? `f.${place}.${part}` : `f.${place}`)[0] ?? '');
  switch (rule.kind) {
    case 'yesno':
    case 'honour': {
      const value = one();
      return value === 'oui' || (value === 'non' && rule.kind === 'yesno') ? { text: value } : null;
    }
    case 'choice':
    case 'choices':
      return readChoice(rule, place, typed, shown);
    case 'text':
    case 'longtext':
      return readText(rule, one());
    case 'number':
    case 'amount':
      return readNumber(rule, one());
    case 'date':
    case 'partialDate':
      return readDate(rule, one('jour'), one('mois'), one('annee'));
    case 'address':
    case 'person':
      return readParts(rule, one);
    case 'block': {
      const count = countOf(rule, place, typed);
      return count === 0 ? null : { text: String(count), number: count };
    }
    case 'attachment':
    case 'computed':
      return unknown;
    default:
      return (rule.parts ?? [{ name: '' }]).every(part => one(part.name) === '') ? null : unknown;
  }
}

function countOf(rule, place, typed) {
  const count = typed(`f.${place}`)[0] ?? '';
  return /^\d{1,2}$/.test(count) ? Math.min(Number(count), rule.max) : 0;
}

function clean(text) {
  return text.length > 20000 || text.includes('\u0085') ? unknown
    : text.replace(/[\uFEFF\u200B\u200C\u200D\u2060\u00AD]/g, '').replace(/\r\n|[\r\n\f\u2028\u2029]/g, '\n').trim();
}

function refused(text, most, lines) {
  return text.length > most || /[\u202D\u202E]/.test(text) || !text.isWellFormed() || /\p{Cc}/u.test(lines ? text.replace(/[\n\t]/g, '') : text);
}

function readChoice(rule, place, typed, shown) {
  const chosen = [...new Set(typed(`f.${place}`).map(clean))].filter(value => value !== '');
  if (chosen.includes(unknown)) {
    return unknown;
  }
  const offered = chosen.map(value => rule.options?.[value] ? shown.get(`${place}=${value}`) : rule.unsure?.includes(value) ? null : !rule.refused?.includes(value));
  if (chosen.length === 0 || offered.includes(false) || (rule.kind === 'choice' && chosen.length > 1)) {
    return null;
  }
  return offered.includes(null) ? unknown : rule.kind === 'choice' ? { text: chosen[0] } : { list: chosen };
}

function readText(rule, text) {
  if (text === unknown) {
    return unknown;
  }
  const long = rule.kind === 'longtext';
  return text === '' || refused(text, rule.max ?? (long ? 4000 : 200), long) || text.length < (rule.min ?? 0) ? null : { text };
}

function readNumber(rule, text) {
  if (text === unknown) {
    return unknown;
  }
  const number = text.replace(/[\s€]/g, '').replaceAll(',', '.');
  if (number === '' || number.length > 20) {
    return null;
  }
  const bits = /^([+-]?)0*(\d+)(?:\.(\d+))?$/.exec(number);
  if (!bits || (bits[2] + (bits[3] ?? '')).length > 15 || (bits[1] === '-' && Number(number) === 0)) {
    return unknown;
  }
  const value = Number(number);
  const cents = (bits[3] ?? '').replace(/0+$/, '').length;
  return value < (rule.min ?? 0) || value > (rule.max ?? 999_999_999) || cents > (rule.kind === 'amount' ? 2 : 0) ? null
    : { number: value, text: (bits[1] === '-' ? '-' : '') + bits[2] + (bits[3] === undefined ? '' : `.${bits[3]}`) };
}

const months = ['janvier', 'fevrier', 'mars', 'avril', 'mai', 'juin', 'juillet', 'aout', 'septembre', 'octobre', 'novembre', 'decembre'];

function readDate(rule, day, month, year) {
  if ([day, month, year].includes(unknown)) {
    return unknown;
  }
  if (day + month + year === '') {
    return null;
  }
  const partial = rule.kind === 'partialDate';
  // A whole date in the first box.
  if (day !== '' && month === '' && year === '') {
    const bits = day.split(/[ /.\-\u00A0]/).filter(bit => bit !== '');
    if (bits.length !== 3) {
      return partial ? unknown : null;
    }
    [day, month, year] = bits[0].length === 4 ? bits.reverse() : bits;
  }
  if (!/^\d{4}$/.test(year) || !/^(\d{1,2}(er)?)?$/.test(day) || !/^(\d{1,2}|[a-zéû]+\.?)?$/.test(month)) {
    return unknown;
  }
  const y = Number(year);
  const m = month === '' ? 0 : /^\d/.test(month) ? Number(month) : monthNamed(month);
  if (y < 1800 || y > 2200) {
    return null;
  }
  if (partial && day === '' && (month === '' || (m >= 1 && m <= 12))) {
    return { date: true, text: month === '' ? year : `${year}-${String(m).padStart(2, '0')}` };
  }
  const d = day === '' ? 0 : parseInt(day, 10);
  if (m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) {
    return null;
  }
  const text = `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  return (rule.latest && text > rule.latest) || (rule.earliest && text < rule.earliest) ? null : { date: true, text };
}

function monthNamed(text) {
  const plain = text.replaceAll('é', 'e').replaceAll('û', 'u').replace(/\.$/, '');
  return plain.length < 3 ? 0 : months.findIndex(month => month.startsWith(plain)) + 1;
}

function readParts(rule, one) {
  const parts = {};
  for (const part of rule.parts) {
    const text = one(part.name);
    if (text === unknown) {
      return unknown;
    }
    if (refused(text, part.max, false)) {
      return null;
    }
    if (text !== '') {
      parts[part.name] = part.name === 'codepostal' ? text.replaceAll(' ', '') : text;
    }
  }
  const kept = Object.keys(parts).length > 0 && rule.parts.every(part => part.optional || parts[part.name] !== undefined);
  return !kept || (parts.codepostal !== undefined && parts.pays === undefined && !/^[0-9]{5}$/.test(parts.codepostal)) ? null : { parts };
}
