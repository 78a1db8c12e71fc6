"""The tests of the service; those of the browser app lie beside its code in web/."""
