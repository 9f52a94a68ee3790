using System.Globalization;
using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>Writes reports as a user of some culture and system would.</summary>
internal static class Rendering
{
    public static string Of(IReportExporter exporter, RunResults results, string culture = "", string newLine = "\n")
    {
        var (before, beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            using var writer = new StringWriter(CultureInfo.CurrentCulture) { NewLine = newLine };
            exporter.Write(results, writer);
            return writer.ToString();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }
}
