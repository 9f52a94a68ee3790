namespace Harness.Reports.Charts;

/// <summary>Outlines of marks around a point, so that series differ without colour, too.</summary>
internal static class MarkShape
{
    private static readonly (double X, double Y)[][] Shapes =
    [
        Round(5, 8, Math.PI / 8), Round(5.5, 4, Math.PI / 4), Round(6, 3, -Math.PI / 2), Round(6, 4, 0), Round(6, 3, Math.PI / 2),
        Cross(5, 1.7),
    ];

    /// <summary>One of them; after the last comes the first again.</summary>
    public static IReadOnlyList<(double X, double Y)> Of(int shape) => Shapes[shape % Shapes.Length];

    private static (double X, double Y)[] Round(double radius, int corners, double turn) =>
    [
        .. Enumerable.Range(0, corners).Select(i => turn + (2 * Math.PI * i / corners))
            .Select(angle => (radius * Math.Cos(angle), radius * Math.Sin(angle))),
    ];

    private static (double X, double Y)[] Cross(double far, double near) =>
    [
        (-near, -far), (near, -far), (near, -near), (far, -near), (far, near), (near, near),
        (near, far), (-near, far), (-near, near), (-far, near), (-far, -near), (-near, -near),
    ];
}
