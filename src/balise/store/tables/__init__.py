"""Tables of rooms that came later, a file each; `balise.store.models` names them all."""
