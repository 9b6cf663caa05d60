"""Language models behind one protocol (``base.LanguageModel``): Ollama, embedded llama.cpp, any OpenAI-compatible server."""
