"""The configuration tree: flags over ``DOSSIER_*`` environment over ``dossier.toml`` over defaults. Unknown keys are refused.

Nested keys take two underscores in the environment: ``DOSSIER_MODEL__BACKEND=ollama`` is ``[model] backend = "ollama"``.
"""

import os
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.config import IndexSettings
from index.errors import ConfigurationError

CONFIG_FILE = "dossier.toml"


class ModelSettings(BaseModel):
    """Which language model answers.

    Attributes:
        backend: ``auto`` takes Ollama when one answers at ``OLLAMA_HOST``, else the embedded model.
        name: model name (Ollama, OpenAI), or a known embedded model's name, or the path of a GGUF file; empty: the best present.
        url: base URL of the server; for Ollama it goes before ``OLLAMA_HOST``.
        api_key: for an OpenAI-compatible server that asks for one.
        context: tokens of context that the embedded model is loaded with.
        threads: of the embedded model; 0 means one for each core.
        timeout: seconds without a sign of life after which a server counts as gone.
        calibration: what ``dossier eval calibration`` printed for the model that answers; without it, what is shipped.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    backend: Literal["auto", "embedded", "ollama", "openai"] = "auto"
    name: str = ""
    url: str = ""
    api_key: str = Field(default="", repr=False)
    context: int = Field(default=4096, ge=1024)
    threads: int = Field(default=0, ge=0)
    timeout: float = Field(default=120.0, gt=0)
    calibration: Path | None = None


class ChatSettings(BaseModel):
    """Where the web chat listens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=0, le=65535)


class Settings(BaseSettings):
    """The whole tree."""

    model_config = SettingsConfigDict(
        env_prefix="DOSSIER_", env_nested_delimiter="__", extra="forbid", frozen=True, toml_file=CONFIG_FILE
    )

    home: Path = Field(default_factory=lambda: Path(platformdirs.user_data_dir("dossier")))
    models_dir: Path = Field(default_factory=lambda: Path(platformdirs.user_cache_dir("dossier")) / "models")
    index: IndexSettings = IndexSettings()
    model: ModelSettings = ModelSettings()
    chat: ChatSettings = ChatSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, environment, ``dossier.toml`` in the working directory, defaults."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**flags: Any) -> Settings:
    """Read the configuration once, at the edge.

    Args:
        flags: values given on the command line; ``None`` means not given.

    Raises:
        ConfigurationError: an unknown key or a value of the wrong kind, named.
    """
    given = {key: value for key, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as exc:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in exc.errors())
        raise ConfigurationError(
            f"The configuration is not valid: {faults}.",
            f"Look at {CONFIG_FILE} and at the DOSSIER_ variables of the environment.",
        ) from exc
    except ValueError as exc:  # a broken TOML file, or a nested variable that is no JSON
        raise ConfigurationError(f"The configuration cannot be read: {exc}.", f"Correct {CONFIG_FILE}.") from exc


def silence_telemetry() -> None:
    """Switch off every library's reporting and hub look-ups. Must run before they are imported."""
    os.environ.update(
        ANONYMIZED_TELEMETRY="False",
        GRADIO_ANALYTICS_ENABLED="False",
        HF_HUB_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        TRANSFORMERS_OFFLINE="1",
        DO_NOT_TRACK="1",
        TOKENIZERS_PARALLELISM="false",
    )
