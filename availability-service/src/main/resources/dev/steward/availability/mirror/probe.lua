-- The epoch; nil where the mirror must be filled.
return epoch_of_sound()
