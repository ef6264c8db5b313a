"""Names for the array types of this room."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.signedinteger[Any] | np.unsignedinteger[Any]]
"""Whole numbers; wide where they are places, narrow where there are many and they are small."""
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
