"""Chats side by side in Chromium: ours in JupyterLab, Gradio's and Panel's in their own pages."""
