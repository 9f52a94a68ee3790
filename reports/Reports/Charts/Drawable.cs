namespace Harness.Reports.Charts;

/// <summary>Which values have a place in a picture.</summary>
internal static class Drawable
{
    private const double Most = 1e100;

    /// <summary>Whether it is a number, and none of a size at which axes lose their steps.</summary>
    public static bool Is(double value) => Math.Abs(value) <= Most;

    /// <summary>The same value, or zero where it is so small that an axis would lose its steps.</summary>
    public static double OrZero(double value) => Math.Abs(value) < 1 / Most ? 0 : value;

    /// <summary>The same, and above zero, as an axis of equal factors wants it: nor so small that factors lose their steps.</summary>
    public static bool IsPositive(double value) => value is >= 1 / Most and <= Most;
}
