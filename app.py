"""The frame around the pages: what the browser's tab says, and the menu. Run by Streamlit for every visitor.

`streamlit run app.py` imports it once besides, to serve what is called `app`: then it is guarded as by `onrecord`.
"""

import streamlit

from analysis.dashboard import app_frame, launch

if __name__ == "__main__":
    app_frame.navigation().run()
else:
    app = streamlit.App(__file__, **launch.around())
