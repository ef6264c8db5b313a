"""Coefficients and zones as a person calls them."""

from collections.abc import Sequence

COEFFICIENTS = {
    "alpha": "Krippendorff’s α",
    "ac1": "Gwet’s AC1",
    "ac2": "Gwet’s AC2",
    "cohen_kappa": "Cohen’s κ",
    "scott_pi": "Scott’s π",
    "fleiss_kappa": "Fleiss’ κ",
    "bennett_s": "Bennett’s S",
    "percent": "Raw agreement",
    "specific_agreement_positive": "Agreement on “yes”",
    "specific_agreement_negative": "Agreement on “no”",
    "prevalence": "Prevalence",
    "u_alpha": "uα",
    "bar_u_alpha": "|uα",
    "cu_alpha": "cuα",
    "ku_alpha": "(k)uα",
    "alpha_u_2004": "αu (2004)",
    "span_f1_exact": "F1, same ends",
    "span_f1_half": "F1, half overlap",
    "span_f1_any": "F1, any overlap",
    "char_f1": "F1 of characters",
    "iou": "Intersection over union",
    "icc_2_1": "ICC(2,1)",
}


def zones(kinds: Sequence[str]) -> str:
    """Return kinds of zone as a person lists them."""
    return ", ".join(kind.replace("-", " ") for kind in kinds)
