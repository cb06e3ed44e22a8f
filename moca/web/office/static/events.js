// What a handler on the server receives of an event, in place of the whole DOM.

const FIELDS = ["type", "key", "code", "altKey", "ctrlKey", "metaKey", "shiftKey", "button"];

function element(target) {
  if (!(target instanceof Element)) return null;
  const { id, name, type, value, checked } = target;
  const chosen = target.multiple && target.selectedOptions ? { values: [...target.selectedOptions].map((option) => option.value) } : {};
  return { id, name, type, value, checked, dataset: { ...target.dataset }, ...chosen };
}

// A field with data-cut is read up to there: what follows was typed for the next message.
export function formValues(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || field.type === "file" || (field.type === "radio" && !field.checked)) continue;
    if (field.type === "checkbox") values[field.name] = field.checked;
    else if (field.multiple && field.selectedOptions) values[field.name] = [...field.selectedOptions].map((option) => option.value);
    else values[field.name] = field.dataset.cut ? field.value.slice(0, Number(field.dataset.cut)) : field.value;
  }
  return values;
}

globalThis.reactpyEvent = (event) => {
  if (!(event instanceof Event)) return event;
  const told = {};
  for (const field of FIELDS) if (event[field] !== undefined) told[field] = event[field];
  told.target = element(event.target);
  told.currentTarget = element(event.currentTarget);
  if (event.type === "submit") {
    told.form = formValues(event.target);
    told.submitter = event.submitter?.value ?? "";
  }
  return told;
};
