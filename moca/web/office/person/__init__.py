"""
Who a customer is: the panel beside the thread, and the list of all of them.

`reading` says what is read of a person; `panel` puts the parts together. Each part watches only what it shows. What is
typed into a field is sent by `static/panel.js` when the field is left, and no update undoes it.
"""
