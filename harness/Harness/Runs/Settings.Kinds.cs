using System.Globalization;

namespace Harness.Runs;

/// <summary>What kinds of settings there are, and how each is read.</summary>
public static partial class Settings
{
    private static Setting<string?> Text(SettingScope scope, string name, string value, string help, string otherwise) =>
        Add(new Setting<string?>(name, value, help) { Scope = scope, Default = otherwise, Fallback = null, Parse = (_, text) => text });

    /// <summary>A path is written whole: the process that reads it may be in another folder.</summary>
    private static Setting<string?> File(SettingScope scope, string name, string help, string otherwise, string value = "file") =>
        Add(new Setting<string?>(name, value, help)
        {
            Scope = scope,
            Default = otherwise,
            Fallback = null,
            Parse = (_, text) => text,
            Format = path => path is null ? null : Path.GetFullPath(path),
        });

    private static Setting<bool> Flag(SettingScope scope, string name, string help) => Add(new Setting<bool>(name, null, help)
    {
        Scope = scope,
        Default = "off",
        Fallback = false,
        Parse = (source, text) => text is "1" or "true" || (text is "0" or "false" ? false : throw Refused(source, text, "1 or 0")),
        Format = isOn => isOn ? "1" : null,
    });

    private static Setting<int> Number(SettingScope scope, string name, string help, (int Least, int Greatest) range, int otherwise) =>
        Add(new Setting<int>(name, "n", help)
        {
            Scope = scope,
            Default = otherwise.ToString(CultureInfo.InvariantCulture),
            Fallback = otherwise,
            Parse = (source, text) =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= range.Least && number <= range.Greatest
                    ? number
                    : throw Refused(source, text, $"a whole number from {range.Least} to {range.Greatest}"),
        });

    private static Setting<T> Word<T>(SettingScope scope, string name, string value, string help, T otherwise)
        where T : struct, Enum => Add(new Setting<T>(name, value, help)
        {
            Scope = scope,
            Default = otherwise.ToString().ToLowerInvariant(),
            Fallback = otherwise,
            Parse = ParseWord<T>,
        });

    private static Setting<T?> MaybeWord<T>(SettingScope scope, string name, string value, string help, string otherwise)
        where T : struct, Enum => Add(new Setting<T?>(name, value, help)
        {
            Scope = scope,
            Default = otherwise,
            Fallback = null,
            Parse = (source, text) => ParseWord<T>(source, text),
        });

    private static T ParseWord<T>(string source, string word)
        where T : struct, Enum
    {
        if (EnumWord.Find<T>(word) is { } found)
            return found;
        var known = EnumWord.All<T>();
        var near = Nearest.Of(word, known);
        throw Refused(source, word, $"one of {string.Join(", ", known)}{(near is null ? "" : $"; did you mean {near}?")}");
    }

    private static HarnessException Refused(string source, string text, string known) =>
        HarnessException.BadInput($"{source}{(source.StartsWith('-') ? ' ' : '=')}{text}: not {known}");

    private static Setting<T> Add<T>(Setting<T> setting)
    {
        Entries.Add(setting);
        return setting;
    }
}
