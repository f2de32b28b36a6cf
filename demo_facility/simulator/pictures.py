"""Pictures as bytes, made from arrays and curves with Pillow: grey images, small animations and line plots."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont


def _grey(image: np.ndarray, size: int | None) -> Image.Image:
    low, high = np.percentile(image, [0.5, 99.5])
    scaled = np.clip((image - low) / ((high - low) or 1.0), 0, 1) * 255
    picture = Image.fromarray(scaled.astype("uint8"))
    if size is None:
        return picture
    scale = size / max(picture.size)
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BICUBIC)


def _save(picture: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, format=kind, **options)
    return out.getvalue()


def jpeg(image: np.ndarray, size: int | None = None) -> bytes:
    return _save(_grey(image, size), "JPEG", quality=85)


def gif(frames: np.ndarray, size: int | None = None) -> bytes:
    pictures = [_grey(frame, size) for frame in frames]
    return _save(pictures[0], "GIF", save_all=True, append_images=pictures[1:], duration=120, loop=0)


@dataclass
class Line:
    """One curve of a plot; with errors a bar is drawn at each point."""

    x: np.ndarray
    y: np.ndarray
    colour: str = "#1f5fa8"
    points: bool = False
    errors: np.ndarray | None = None


_MARGIN = (70, 34, 16, 48)


def _round_step(span: float) -> float:
    rough = span / 5
    power = 10.0 ** np.floor(np.log10(rough))
    return float(next(power * k for k in (1, 2, 5, 10) if power * k >= rough * 0.999))


def _limits(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = (high - low) * 0.04 or abs(high) * 0.1 or 1.0
    return low - room, high + room


def _ticks(low: float, high: float) -> list[float]:
    step = _round_step(high - low)
    return [float(k * step) for k in range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1)]


def plot(
    lines: list[Line], title: str, x_label: str, y_label: str, log_y: bool = False, size: tuple[int, int] = (520, 380)
) -> bytes:
    """A PNG with axes, ticks and labels. On a log axis what is not positive is left out."""
    drawn = [_cleaned(line, log_y) for line in lines]
    x_low, x_high = _limits(np.concatenate([line.x for line in drawn]))
    y_low, y_high = _limits(np.concatenate([line.y for line in drawn]))
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    left, top, right, bottom = _MARGIN
    width, height = size[0] - left - right, size[1] - top - bottom

    def at(x, y):
        return left + (x - x_low) / (x_high - x_low) * width, top + height - (y - y_low) / (y_high - y_low) * height

    _draw_axes(pen, at, (x_low, x_high, y_low, y_high), (title, x_label, y_label), log_y, size)
    for line in drawn:
        _draw_line(pen, at, line, (y_low, y_high))
    return _save(picture, "PNG")


def _cleaned(line: Line, log_y: bool) -> Line:
    keep = np.isfinite(line.x) & np.isfinite(line.y) & ((line.y > 0) if log_y else True)
    x, y = line.x[keep], line.y[keep]
    errors = None if line.errors is None else line.errors[keep]
    if not log_y:
        return Line(x, y, line.colour, line.points, errors)
    return Line(x, np.log10(y), line.colour, line.points, None if errors is None else errors / y / np.log(10))


def _draw_axes(pen, at, limits, labels, log_y, size) -> None:
    x_low, x_high, y_low, y_high = limits
    font, big = ImageFont.load_default(11), ImageFont.load_default(14)
    for tick in _ticks(x_low, x_high):
        x, y = at(tick, y_low)
        pen.line([(x, y), (x, at(tick, y_high)[1])], fill="#e4e4e4")
        pen.text((x, y + 4), f"{tick:g}", fill="black", font=font, anchor="ma")
    for tick in _ticks(y_low, y_high):
        x, y = at(x_low, tick)
        pen.line([(x, y), (at(x_high, tick)[0], y)], fill="#e4e4e4")
        pen.text((x - 5, y), f"{10**tick:.2g}" if log_y else f"{tick:g}", fill="black", font=font, anchor="rm")
    (x0, y0), (x1, y1) = at(x_low, y_low), at(x_high, y_high)
    pen.rectangle([x0, y1, x1, y0], outline="black")
    title, x_label, y_label = labels
    pen.text((size[0] / 2, 4), title, fill="black", font=big, anchor="ma")
    pen.text(((x0 + x1) / 2, size[1] - 20), x_label, fill="black", font=font, anchor="ma")
    pen.text((6, 21), y_label, fill="black", font=font, anchor="la")


def _draw_line(pen, at, line: Line, y_range: tuple[float, float]) -> None:
    places = [at(x, y) for x, y in zip(line.x.tolist(), line.y.tolist())]
    if line.errors is not None:
        for x, y, error in zip(line.x.tolist(), line.y.tolist(), line.errors.tolist()):
            pen.line([at(x, max(y - error, y_range[0])), at(x, min(y + error, y_range[1]))], fill="#b8cbe2")
    if line.points:
        for x, y in places:
            pen.ellipse([x - 1.5, y - 1.5, x + 1.5, y + 1.5], fill=line.colour)
    elif len(places) > 1:
        pen.line(places, fill=line.colour, width=2)
