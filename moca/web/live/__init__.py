"""
ReactPy inside Litestar: the only room that knows its inner workings.

`client` mends the browser's half, `session` runs one open page over a socket, `cells` are the values that components
watch, `components` how they are written. What is measured about ReactPy 2.0.0b13, and why each rule is as it is:

- rendering is serial: the default sends updates out of order and keeps every one of them;
- a component that renders again sends its whole subtree: each thing that changes by itself is a component with its own
  cell, and cells are handed down, not values;
- a list's keys stand on real elements, are texts, and the component is inside: `html.li({"key": id}, Row(id))`;
- text fields are uncontrolled (`defaultValue`, read from `event["form"]`), so that no update overwrites a typed letter;
- what must outlive a dropped socket stands in the address, in the store, or in a field of the page.
"""
