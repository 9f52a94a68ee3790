using System.Globalization;
using Harness.Rbac.Validation;
using Harness.Results;

namespace Harness.Reports.Tests;

/// <summary>Writes reports as a user of some culture and system would.</summary>
internal static class Rendering
{
    public static string Of(IReportExporter exporter, RunResults results, string culture = "", string newLine = "\n") =>
        Of(exporter, new ReportInput(results), culture, newLine);

    public static string Of(IReportExporter exporter, ReportInput input, string culture = "", string newLine = "\n") =>
        Written(writer => exporter.Write(input, writer), culture, newLine);

    public static string Of(ValidationFormat format, ValidationReport report, string culture = "", string newLine = "\n") =>
        Written(writer => ValidationExporters.Of(format, "/repository").Write(report, writer), culture, newLine);

    private static string Written(Action<TextWriter> write, string culture, string newLine)
    {
        var (before, beforeUI) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            using var writer = new StringWriter(CultureInfo.CurrentCulture) { NewLine = newLine };
            write(writer);
            return writer.ToString();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUI);
        }
    }
}
