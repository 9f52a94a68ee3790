using System.Globalization;
using System.Text;

namespace Harness.Scenarios.Admission;

/// <summary>
/// Paths below a service's name that are made to mislead whoever looks at them before the backend does. They are made from a seed: the
/// same seed gives the same paths.
/// </summary>
internal sealed class HostilePaths
{
    private readonly Random _random;
    private readonly IReadOnlyList<string> _open;
    private readonly IReadOnlyList<string> _shut;

    private HostilePaths(int seed, IReadOnlyList<string> open, IReadOnlyList<string> shut) =>
        (_random, _open, _shut) = (new Random(seed), open, shut);

    /// <summary>Makes paths, none of them twice.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="open">Paths that are allowed, e.g. <c>metrics</c> and <c>static/app.css</c>, without the first slash.</param>
    /// <param name="shut">Paths that are not.</param>
    /// <returns>Each from behind the service's name on; each character a byte.</returns>
    public static IReadOnlyList<string> Of(int seed, int count, IReadOnlyList<string> open, IReadOnlyList<string> shut)
    {
        var (paths, made) = (new HashSet<string>(StringComparer.Ordinal), new HostilePaths(seed, open, shut));
        while (paths.Count < count)
            paths.Add(made.Next());
        return [.. paths];
    }

    private string Next()
    {
        // What is meant has to get through, or the hunt would say nothing about prefixes.
        if (Rarely(12))
            return $"/proxy/{FirstOf(Any(_open))}/{Name()}";
        var path = Body();
        for (var changes = _random.Next(3); changes > 0; changes--)
            path = Changed(path);
        var begin = Rarely(3) ? Any(HostileWords.Begins) : "/proxy/";
        return Sendable(begin + path + (Rarely(3) ? Any(HostileWords.Ends) : ""));
    }

    /// <summary>Bytes beyond ASCII in a query are the one thing that hello-app's server does not take.</summary>
    private static string Sendable(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query] + string.Concat(target[query..].Select(one => one > '~' ? "%ff" : $"{one}"));
    }

    /// <summary>From something open to something shut, or the other way round, or either alone.</summary>
    private string Body() => _random.Next(8) switch
    {
        0 => Any(_open),
        1 => Any(_shut),
        2 => Any(_shut) + Steps() + Any(_open),
        3 => Any(_open) + Any(HostileWords.Slash) + Any(HostileWords.Nothing),
        4 => FirstOf(Any(_open)) + Any(HostileWords.Slash) + Name(),
        _ => Any(_open) + Steps() + Any(_shut),
    };

    /// <summary>One to three steps up, with slashes around each.</summary>
    private string Steps()
    {
        var steps = new StringBuilder(Slash());
        for (var count = _random.Next(1, 4); count > 0; count--)
            steps.Append(Rarely(5) ? Any(HostileWords.Nothing) + Slash() : "").Append(Up()).Append(Slash());
        return steps.ToString();
    }

    private string Changed(string path)
    {
        if (path.Length == 0)
            return path;
        var at = _random.Next(path.Length);
        var (before, one, after) = (path[..at], path[at], path[(at + 1)..]);
        return before + (_random.Next(6) switch
        {
            0 => Encoded(one),
            1 => Encoded(one).Replace("%", "%25", StringComparison.Ordinal),
            2 => (char.IsAsciiLetterLower(one) ? char.ToUpperInvariant(one) : one).ToString(),
            3 => one == '/' ? Any(HostileWords.Slash) : $"{one}",
            4 => one + Any(HostileWords.Nothing),
            _ => Any(HostileWords.Ends) + one,
        }) + after;
    }

    private string Encoded(char one) => Rarely(2)
        ? string.Create(CultureInfo.InvariantCulture, $"%{(int)one:x2}")
        : string.Create(CultureInfo.InvariantCulture, $"%{(int)one:X2}");

    /// <summary>Half of them are what the API server itself takes for a step up: the first words.</summary>
    private string Up() => Rarely(2) ? HostileWords.Up[_random.Next(HostileWords.OwnUps)] : Any(HostileWords.Up);

    private string Slash() => Rarely(2) ? Any(HostileWords.Slash) : "/";

    /// <summary>A harmless name now and then: what is meant has to get through.</summary>
    private string Name() => Rarely(2)
        ? Up() + Any(_shut)
        : string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + _random.Next(26))}{_random.Next(100_000)}.css");

    private static string FirstOf(string path) => path.Split('/')[0];

    private bool Rarely(int oneIn) => _random.Next(oneIn) == 0;

    private string Any(IReadOnlyList<string> words) => words[_random.Next(words.Count)];
}
