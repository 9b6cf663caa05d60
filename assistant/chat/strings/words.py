"""What the page says by itself, by name. All plain text: escaped where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Strings:
    """One language of the page. ``{…}`` are filled with ``str.format``."""

    code: str
    direction: Direction
    tagline: str
    switch: str  # names the other language, in that language
    theme: str
    conversation: str
    close: str
    views: str
    # Evaluation
    evaluation: str
    evaluation_text: str
    evaluation_empty: str
    run_suite: str
    run_time: str
    run_model: str
    run_questions: str
    run_right: str
    run_abstained: str
    run_wrong: str
    run_open: str
    # Sources
    sources: str
    sources_count: str
    sources_empty: str
    add_files: str
    drop_hint: str
    drop_here: str
    characters: str
    open_document: str
    choose: str
    choose_all: str
    chosen: str
    chosen_none: str
    asked_of: str
    asked_of_more: str
    kilobytes: str
    source_more: str
    source_current: str
    source_changed: str
    source_gone: str
    source_file_gone: str
    reread: str
    reread_changed: str
    reread_title: str
    upload_read: str
    remove: str
    remove_sure: str
    upload_title: str
    upload_waiting: str
    upload_indexing: str
    upload_added: str
    upload_updated: str
    upload_unchanged: str
    upload_same_as: str
    upload_refused: str
    upload_too_many: str
    upload_too_large: str
    upload_kind: str
    # Conversations
    conversations: str
    conversations_empty: str
    conversations_none: str
    conversation_busy: str
    new_conversation: str
    search_label: str
    rename: str
    rename_label: str
    delete: str
    delete_sure: str
    export: str
    export_as: str
    save: str
    turns: str
    retry: str
    edit: str
    editing: str
    cancel: str
    copy: str
    copied: str
    right: str
    wrong: str
    note: str
    note_label: str
    feedback_waiting: str
    feedback_make: str
    feedback_made: str
    feedback_none: str
    # Language model
    model_label: str
    model_unnamed: str
    model_unloaded: str
    model_loading: str
    model_ready: str
    model_missing: str
    model_fetch: str
    model_resume: str
    model_fetch_text: str
    model_fetching: str
    model_progress: str
    # Asking
    welcome: str
    welcome_text: str
    suggested: str
    question_label: str
    question_hint: str
    ask: str
    stop: str
    stopping: str
    you_asked: str
    waiting: str
    waiting_place: str
    searching: str
    preparing: str
    seconds: str
    stopped: str
    stopped_midway: str
    # Answer
    answer: str
    according_to: str
    quotes: str
    citation: str
    conflicts: str
    gloss: str
    abstained: str
    nearest: str
    found: str
    show_evidence: str
    failed: str
    unexpected: str
    unexpected_hint: str
    timing: str
    # Evidence and reader
    evidence: str
    evidence_empty: str
    evidence_for: str
    cited_as: str
    page: str
    back: str
    reader: str
    opening: str
    earlier: str
    later: str
    part_only: str
    cannot_open: str
    pages: str
    page_image: str
    page_zoom: str
    page_gone: str
    languages: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
