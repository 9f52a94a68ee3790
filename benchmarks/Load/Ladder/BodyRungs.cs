using System.Globalization;

namespace Harness.Load.Ladder;

/// <summary>Answers of several sizes: on the direct way, and through the proxy compared with it.</summary>
internal static class BodyRungs
{
    /// <summary>What hello-app's <c>/bytes/N</c> begins with; each size has it.</summary>
    private const string Marker = "abcdefghij";

    /// <summary>Two rungs for each size.</summary>
    /// <param name="routes">The ways.</param>
    /// <param name="direct">Where load on the direct one comes from.</param>
    /// <param name="sizes">Bytes of the bodies; at least the marker's.</param>
    public static IReadOnlyList<LadderRung> Of(HelloRoutes routes, ILoadGenerator direct, IReadOnlyList<long> sizes)
    {
        return [.. sizes.SelectMany(OfSize)];

        IEnumerable<LadderRung> OfSize(long size)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"bytes/{size}");
            var (straight, proxied) = (Name(RungKind.Direct, size), Name(RungKind.Proxy, size));
            var route = routes.Direct(straight);
            yield return new LadderRung(
                route with { Target = route.Target with { Url = new Uri(route.Target.Url, path), Marker = Marker } }, direct)
            {
                BodyBytes = size,
            };
            yield return new LadderRung(
                routes.OnServer(proxied, routes.Hello.Url.WithPath(path).PathAndQuery, Marker), new LocalLoadGenerator())
            {
                Against = straight,
                BodyBytes = size,
            };
        }
    }

    private static string Name(RungKind kind, long size) => string.Create(CultureInfo.InvariantCulture, $"{kind.Name}, {size} bytes");
}
