using System.Globalization;

namespace Harness.Runs;

/// <summary>What a setting is about; commands offer the settings of the scopes that they use.</summary>
public enum SettingScope
{
    /// <summary>Which cluster.</summary>
    Cluster,

    /// <summary>How a node is that is started here.</summary>
    Node,

    /// <summary>What is deployed on it, and how it is reached.</summary>
    Workloads,

    /// <summary>What scenarios need besides.</summary>
    Scenarios,

    /// <summary>Passed from one process of a run to another, never by a person: a variable without an option.</summary>
    Internal,
}

/// <summary>A setting: one command-line option, one environment variable, one meaning. <see cref="Settings"/> lists them all.</summary>
/// <param name="name">Its name, which the option and the variable are spelled from.</param>
/// <param name="value">What help calls the value; null for a flag.</param>
/// <param name="help">What it is for, in one line; the default is named by <see cref="Default"/>.</param>
public abstract class Setting(string name, string? value, string help)
{
    /// <summary>The option, e.g. <c>--bcrypt-cost</c>.</summary>
    public string Option { get; } = $"--{name}";

    /// <summary>The environment variable, e.g. <c>HARNESS_BCRYPT_COST</c>.</summary>
    public string Variable { get; init; } = $"HARNESS_{name.Replace('-', '_').ToUpperInvariant()}";

    /// <summary>What help calls the value, e.g. <c>file</c>; null for a flag.</summary>
    public string? Value { get; } = value;

    /// <summary>What it is for, in one line.</summary>
    public string Help { get; } = help;

    /// <summary>The default, in words.</summary>
    public required string Default { get; init; }

    /// <summary>What it is about.</summary>
    public required SettingScope Scope { get; init; }

    /// <summary>Whether the option may be given several times; the variable then has the values separated by commas.</summary>
    public bool Repeats { get; init; }

    /// <summary>Reads a value.</summary>
    /// <param name="source">The option or the variable, for error messages.</param>
    /// <param name="text">What was given.</param>
    /// <exception cref="HarnessException">It is no value of this setting.</exception>
    internal abstract object? Read(string source, string text);

    /// <summary>Writes a value so that another process reads the same, in whatever folder it runs; null for none.</summary>
    internal abstract string? Write(object value);

    /// <summary>Combines the values of a higher and a lower source: as a rule, the higher one's.</summary>
    internal virtual object Over(object higher, object lower) => higher;
}

/// <summary>A setting whose values are of one type.</summary>
public sealed class Setting<T>(string name, string? value, string help) : Setting(name, value, help)
{
    /// <summary>The value when none is given.</summary>
    public required T Fallback { get; init; }

    /// <summary>Reads a value, from where it was given (for error messages) and its text.</summary>
    public required Func<string, string, T> Parse { get; init; }

    /// <summary>Writes a value; null for none.</summary>
    public Func<T, string?> Format { get; init; } = value => Convert.ToString(value, CultureInfo.InvariantCulture);

    /// <summary>Combines two values, the higher one first; null where the higher one replaces the lower.</summary>
    public Func<T, T, T>? Merge { get; init; }

    internal override object? Read(string source, string text) => Parse(source, text);

    internal override string? Write(object value) => Format((T)value);

    internal override object Over(object higher, object lower) => Merge is null ? higher : Merge((T)higher, (T)lower)!;
}
