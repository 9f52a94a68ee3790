namespace Harness.Runs;

/// <summary>Chooses scenarios by a claim's id or a part of their names.</summary>
public static class ScenarioFilter
{
    /// <summary>Those that match.</summary>
    /// <exception cref="HarnessException">None does; the message suggests the nearest match.</exception>
    public static IReadOnlyList<ScenarioName> Choose(string? filter, IReadOnlyList<ScenarioName> all)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return all;
        var chosen = all.Where(scenario => Matches(filter, scenario)).ToList();
        if (chosen.Count > 0)
            return chosen;
        var near = Nearest.Of(filter, Words(all));
        var claims = string.Join(
            ", ", all.SelectMany(scenario => scenario.Claims).Distinct().OrderBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal));
        throw HarnessException.BadInput(
            $"the filter \"{filter}\" matches no scenario{(near is null ? "" : $"; did you mean {near}?")} "
            + $"(claims: {claims}; or part of a scenario's name)");
    }

    /// <summary>Everything that a filter may say.</summary>
    public static IEnumerable<string> Words(IEnumerable<ScenarioName> all) =>
        all.SelectMany(scenario => scenario.Claims.Concat(scenario.ShortName.Split('.', '_')).Append(scenario.ShortName)).Distinct();

    /// <summary>Whether a filter chooses a scenario.</summary>
    public static bool Matches(string filter, ScenarioName scenario) =>
        scenario.Claims.Contains(filter, StringComparer.OrdinalIgnoreCase)
        || (!IsClaim(filter) && scenario.FullName.Replace('_', ' ').Contains(filter.Replace('_', ' '), StringComparison.OrdinalIgnoreCase));

    /// <summary>C1 is a claim, and not the beginning of C10.</summary>
    private static bool IsClaim(string filter) => filter.Length > 1 && filter[0] is 'C' or 'c' && filter[1..].All(char.IsAsciiDigit);
}
