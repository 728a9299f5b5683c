"""Tables of results as pandas frames; pandas is not needed for anything else."""

from .exceptions import NotAvailable


def to_dataframe(table):
    """DataFrame of a dict of equally long columns."""
    try:
        import pandas
    except ImportError as error:
        raise NotAvailable(
            "to_dataframe is not available (pandas is not installed) pip install pandas, or use .table()"
        ) from error
    return pandas.DataFrame(table)
