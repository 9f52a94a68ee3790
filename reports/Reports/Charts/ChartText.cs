using System.Globalization;

namespace Harness.Reports.Charts;

/// <summary>How much room texts need in a picture: as no font is at hand, by a generous width for each character.</summary>
internal static class ChartText
{
    private const double Narrow = 6.6;
    private const double Wide = 13;

    /// <summary>The text, or as much of its begin as fits. It is masked before: half a secret does not look like one any more.</summary>
    public static string Fit(string text, double width)
    {
        var shown = PrintableText.Line(SecretMask.Of(text));
        if (Width(shown) <= width)
            return shown;
        var (kept, taken) = (new List<string>(), Wide);
        var elements = StringInfo.GetTextElementEnumerator(shown);
        while (elements.MoveNext() && taken + Width(elements.GetTextElement()) <= width)
        {
            kept.Add(elements.GetTextElement());
            taken += Width(elements.GetTextElement());
        }

        return string.Concat(kept).TrimEnd() + "…";
    }

    /// <summary>About how wide it is.</summary>
    public static double Width(string text) => text.Sum(unit => unit < 0x1100 ? Narrow : Wide);

    /// <summary>Places for texts below each other, near to where they belong, in the same order.</summary>
    /// <param name="wanted">Where each belongs.</param>
    /// <param name="apart">How far apart two must be at least, as far as there is room.</param>
    /// <param name="from">The first place.</param>
    /// <param name="to">The last place.</param>
    public static IReadOnlyList<double> Spread(IReadOnlyList<double> wanted, double apart, double from, double to)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ThenBy(i => i).ToList();
        var gap = wanted.Count > 1 ? Math.Min(apart, (to - from) / (wanted.Count - 1)) : 0;
        var places = new double[wanted.Count];
        for (var i = 0; i < order.Count; i++)
            places[order[i]] = Math.Max(Math.Max(wanted[order[i]], from), i == 0 ? from : places[order[i - 1]] + gap);
        for (var i = order.Count - 1; i >= 0; i--)
            places[order[i]] = Math.Min(places[order[i]], i == order.Count - 1 ? to : places[order[i + 1]] - gap);
        return places;
    }
}
