// Filters: addresses without the fields that are empty, so that they can be read and shared.

document.addEventListener("htmx:configRequest", (event) => {
  if (!event.detail.elt.matches("form[data-lean]")) return;
  const fields = event.detail.formData ?? event.detail.parameters;
  for (const name of [...fields.keys()]) if (fields.get(name) === "") fields.delete(name);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-lean]") || window.htmx) return;
  for (const field of form.elements) field.disabled = field.name && field.value === "";
});

// On a narrow screen the folded part would stand between the form and what it found.
if (matchMedia("(max-width: 56rem)").matches) {
  for (const part of document.querySelectorAll("details.more[open]")) part.open = false;
}
