using System.Text.RegularExpressions;
using Harness.Runs;

namespace Harness.Tests.Runs;

/// <summary>docs/settings.md has the table of the settings that people give, as the list has them.</summary>
internal sealed partial class SettingsPageTests
{
    private const string Accept = "HARNESS_ACCEPT_SNAPSHOTS";
    private static readonly string Page = Path.Combine(RepositoryRoot.Find(), "docs", "settings.md");

    [Test]
    public void The_page_lists_them_as_they_are()
    {
        var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
        var rows = string.Concat(Settings.All.Where(setting => setting.Scope != SettingScope.Internal).Select(Row));
        var current = Table().Replace(
            page,
            $"<!-- settings -->\n| option | variable | what it sets | default |\n| --- | --- | --- | --- |\n{rows}<!-- /settings -->");
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(Page, page = current);

        page.ShouldBe(current, $"if the texts are right, {Accept}=1 writes them into docs/settings.md");
        page.ShouldContain("`--kubeconfig FILE`");
    }

    private static string Row(Setting setting) => setting.Value is null
        ? $"| `{setting.Option}` | `{setting.Variable}=1` | {setting.Help} | {setting.Default} |\n"
        : $"| `{setting.Option} {setting.Value.ToUpperInvariant()}` | `{setting.Variable}` "
            + $"| {setting.Help}{More(setting)} | {setting.Default} |\n";

    private static string More(Setting setting) =>
        setting.Repeats ? "; repeat the option, or separate several with commas in the variable" : "";

    [GeneratedRegex("<!-- settings -->.*<!-- /settings -->", RegexOptions.Singleline)]
    private static partial Regex Table();
}
