"""The additional search words of an entry, for spellings that its title does not contain."""

from __future__ import annotations

import pytest

from gonogo.outputs.search_entries import fold_accents, spell_number, split_japanese


@pytest.mark.parametrize(
    ("phone", "forms"),
    [
        pytest.param("+44 20 7946 0121", "44 20 7946 0121 442079460121 2079460121 02079460121", id="international"),
        pytest.param("+1-555-0100", "1 555 0100 15550100 5550100 05550100", id="hyphens"),
        pytest.param("+442079460121", "442079460121", id="without-spaces"),
        pytest.param("030 23125-010", "030 23125 010 03023125010", id="national"),
        pytest.param("112", "112", id="short"),
        pytest.param("", "", id="none"),
        pytest.param("+44 (0)20 7946", "44 20 7946 44207946 207946 0207946", id="zero-in-brackets"),
        pytest.param("extension 12", "", id="words"),
        pytest.param("(not public)", "", id="not-public"),
    ],
)
def test_spell_number_adds_the_usual_spellings_of_a_telephone_number(phone: str, forms: str) -> None:
    """A telephone number gets its groups of digits, the whole number and the national number; other texts get none."""
    assert spell_number(phone) == forms


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Tomáš Novák", "Tomas Novak"),
        ("Labor Süd", "Labor Sud"),
        ("Rollback", ""),
        ("½ tablet", ""),
        ("単体テスト", ""),
        ("ガス", ""),
    ],
)
def test_fold_accents_adds_latin_words_without_accents(text: str, folded: str) -> None:
    """Accented Latin letters lose their accents; texts without such letters get no addition."""
    assert fold_accents(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("リリース前の単体テストが完了", "前の単体テストが完了 単体テストが完了 テストが完了 完了"),
        ("単体テスト", "テスト"),
        ("Unit tests 完了", ""),
        ("Unit tests", ""),
    ],
)
def test_split_japanese_adds_the_rest_from_each_word(text: str, words: str) -> None:
    """Japanese has no spaces, so each word is added together with the text after it."""
    assert split_japanese(text) == words
