using System.CommandLine;
using Harness.Runs;

namespace Harness.Cli.Options;

/// <summary>The options of a run's settings, as far as a command needs them; the environment variables are their defaults.</summary>
/// <param name="scopes">Which settings the command offers.</param>
internal sealed class SettingOptions(params SettingScope[] scopes)
{
    private readonly Dictionary<Setting, Option> _options =
        Settings.All.Where(setting => scopes.Contains(setting.Scope)).ToDictionary(setting => setting, Of);

    /// <summary>For commands that only ask a cluster.</summary>
    public static SettingOptions OfCluster() => new(SettingScope.Cluster);

    /// <summary>For commands that deploy something on it.</summary>
    public static SettingOptions OfWorkloads() => new(SettingScope.Cluster, SettingScope.Workloads);

    /// <summary>For commands that run scenarios.</summary>
    public static SettingOptions OfScenarios() =>
        new(SettingScope.Cluster, SettingScope.Node, SettingScope.Workloads, SettingScope.Scenarios);

    /// <summary>For a command that only starts a cluster of its own: help leaves out what is about existing ones.</summary>
    public static SettingOptions OfOwnCluster()
    {
        var options = new SettingOptions(SettingScope.Cluster, SettingScope.Node, SettingScope.Workloads);
        Setting[] ofExisting =
            [Settings.Kubeconfig, Settings.Context, Settings.AllowPlainHttp, Settings.Load, Settings.AllowClusterScope];
        foreach (var setting in ofExisting)
            options._options[setting].Hidden = true; // still read, to be refused in a sentence
        return options;
    }

    /// <summary>Adds the options to a command.</summary>
    public SettingOptions AddTo(Command command)
    {
        foreach (var option in _options.Values)
            command.Options.Add(option);
        return this;
    }

    /// <summary>Those that the command line gives.</summary>
    public IReadOnlyList<string> Named(ParseResult parsed) =>
        [.. Settings.All.Where(setting => Given(parsed, setting) is not null).Select(setting => setting.Option)];

    /// <summary>Reads them over the environment.</summary>
    /// <exception cref="HarnessException">A value is invalid, or settings contradict each other.</exception>
    public RunSettings Read(ParseResult parsed, HarnessFolders folders)
    {
        var settings = RunSettings.Read(setting => Given(parsed, setting)).Over(RunSettings.FromEnvironment());
        return settings.With(Settings.Attach, settings.Get(Settings.Attach) ?? folders.State).EnsureConsistent();
    }

    private (string Source, string Text)? Given(ParseResult parsed, Setting setting) => _options.GetValueOrDefault(setting) switch
    {
        Option<string[]> several when parsed.GetValue(several) is { Length: > 0 } texts => (setting.Option, string.Join(',', texts)),
        Option<string?> one when parsed.GetValue(one) is { } text => (setting.Option, text),
        Option<bool> flag when parsed.GetValue(flag) => (setting.Option, "1"),
        _ => null,
    };

    private static Option Of(Setting setting)
    {
        var help = setting.Value is null ? setting.Help : $"{setting.Help} (default: {setting.Default})";
        return setting switch
        {
            { Value: null } => new Option<bool>(setting.Option) { Description = help },
            { Repeats: true } =>
                new Option<string[]>(setting.Option) { Description = $"{help}; may be repeated", HelpName = setting.Value },
            _ => CommandOption.Text(setting.Option, setting.Value, help),
        };
    }
}
