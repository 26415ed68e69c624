"""What an author does with a chat, noun by noun; `Chat` is made of these."""
